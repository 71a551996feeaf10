internal import Attest
public import Record

/// A text that stands in every line of one copy of a set: where it turns up, that copy leaked.
public enum Canary {
  private static let prefix = "etalon-canary-"
  private static let digits = 32
  static let count = prefix.utf8.count + digits

  static func fresh() -> String {
    prefix + hexadecimal(randomBytes(digits / 2))
  }

  static func digest(of canary: String) -> Digest { SHA256.digest(of: canary.utf8) }

  /// The digests of the canaries that stand in bytes, each once, in their order.
  ///
  /// Complexity: O(n).
  public static func digests(in bytes: [UInt8]) -> [Digest] {
    var (found, at): ([Digest], Int) = ([], 0)
    let word = Array(prefix.utf8)
    var seen: Set<ArraySlice<UInt8>> = []
    while at + count <= bytes.count {
      guard bytes[at] == word[0], bytes[at..<(at + word.count)].elementsEqual(word) else {
        at += 1
        continue
      }
      let canary = bytes[at..<(at + count)]
      if seen.insert(canary).inserted { found.append(SHA256.digest(of: canary)) }
      at += count
    }
    return found
  }
}
