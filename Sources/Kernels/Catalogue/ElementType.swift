/// The type of an operation's elements.
public enum ElementType: String, Sendable, CaseIterable, Codable {
  /// IEEE 754 binary32.
  case f32
  /// IEEE 754 binary64.
  case f64

  /// The bytes of one element.
  public var size: Int {
    switch self {
    case .f32: 4
    case .f64: 8
    }
  }
}
