/// Finds a secret in what a server answers, as it is or in a form that gives it back, and takes it out before anything is kept.
///
/// An answer is looked at in several `ScrubberView`s: as text, as text without punctuation, as hexadecimal digits, as base64, as a list of
/// numbers. In each, every piece of the secret that is long enough counts, in either case, forwards or backwards. A server that means to hide
/// what it repeats finds other forms still (docs/security.md): a secret belongs only to a server that one trusts with it.
struct Scrubber {
  /// What stands in place of a secret.
  static let mark = "[secret removed]"
  /// Secrets of fewer bytes would be found in harmless text.
  static let shortestSecret = 8

  private let whole: SecretPieces
  /// The secret's letters and digits alone; `nil` where they are too few to be told from other text.
  private let letters: SecretPieces?

  init(_ secret: Secret) {
    let bytes = Array(secret.value.utf8)
    whole = SecretPieces(bytes)
    let plain = bytes.filter(ScrubberView.isLetterOrDigit)
    letters = plain.count < Scrubber.shortestSecret ? nil : SecretPieces(plain)
  }

  /// The bytes without the secret, and how often it stood in them.
  ///
  /// Complexity: linear in the bytes, for a secret of a given length.
  func scrub(_ bytes: [UInt8]) -> (bytes: [UInt8], count: Int) {
    var found: [Range<Int>] = []
    let text = ScrubberView.text(of: bytes)
    found += whole.ranges(in: text)
    if let letters { found += letters.ranges(in: text.lettersAndDigits) }
    for view in ScrubberView.coded(bytes, text) { found += whole.ranges(in: view) }
    return found.isEmpty ? (bytes, 0) : Scrubber.without(found, bytes)
  }

  private static func without(_ ranges: [Range<Int>], _ bytes: [UInt8]) -> (bytes: [UInt8], count: Int) {
    var clean: [UInt8] = []
    var (count, copied) = (0, 0)
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      // One that touches the last is a part of it.
      if count == 0 || range.lowerBound > copied {
        clean += bytes[copied..<range.lowerBound]
        clean += Scrubber.mark.utf8
        count += 1
      }
      copied = max(copied, range.upperBound)
    }
    return (clean + bytes[copied...], count)
  }
}

/// The pieces of a secret that give it away: each of its stretches of a length, forwards and backwards.
private struct SecretPieces {
  private let length: Int
  private let pieces: [[UInt8]]
  /// Pieces by their first two bytes.
  private let beginnings: [UInt16: [Int]]
  private let canBegin: [Bool]

  /// - Parameter secret: At least `Scrubber.shortestSecret` bytes.
  init(_ secret: [UInt8]) {
    let lower = secret.map(ScrubberView.lowercased)
    // Three quarters of a short secret; of a long one so much as no other text has by chance.
    let length = max(2, min(max(Scrubber.shortestSecret, min(lower.count * 3 / 4, 12)), lower.count))
    self.length = length
    pieces = [lower, Array(lower.reversed())].flatMap { text in (0...(text.count - length)).map { Array(text[$0..<$0 + length]) } }
    var beginnings: [UInt16: [Int]] = [:]
    var canBegin = [Bool](repeating: false, count: 256)
    for (index, piece) in pieces.enumerated() {
      beginnings[SecretPieces.pair(piece[0], piece[1]), default: []].append(index)
      canBegin[Int(piece[0])] = true
    }
    self.beginnings = beginnings
    self.canBegin = canBegin
  }

  private static func pair(_ first: UInt8, _ second: UInt8) -> UInt16 { UInt16(first) << 8 | UInt16(second) }

  /// Where pieces stand in the bytes that a view was made of.
  func ranges(in view: ScrubberView) -> [Range<Int>] {
    guard view.values.count >= length else { return [] }
    var ranges: [Range<Int>] = []
    for index in 0...(view.values.count - length) where canBegin[Int(view.values[index])] {
      guard let candidates = beginnings[SecretPieces.pair(view.values[index], view.values[index + 1])] else { continue }
      let isHere = candidates.contains { piece in (2..<length).allSatisfy { pieces[piece][$0] == view.values[index + $0] } }
      if isHere { ranges.append(Int(view.starts[index])..<Int(view.ends[index + length - 1])) }
    }
    return ranges
  }
}
