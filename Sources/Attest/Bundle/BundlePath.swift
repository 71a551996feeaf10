/// Names inside a bundle: `[A-Za-z0-9_][A-Za-z0-9_.-]*` for each part, at most 16 parts.
public enum BundlePath {
  /// The most parts of a path.
  public static let depthLimit = 16
  /// The most bytes of one part, as file systems have it.
  static let nameLimit = 255

  /// Whether a text can be a file's or folder's name.
  public static func isName(_ name: some StringProtocol) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= nameLimit, isStart(first) else { return false }
    return name.utf8.dropFirst().allSatisfy { isStart($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
  }

  private static func isStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Whether a text is a path of a file inside a bundle.
  public static func isValid(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return !parts.isEmpty && parts.count <= depthLimit && parts.allSatisfy { isName($0) }
  }
}
