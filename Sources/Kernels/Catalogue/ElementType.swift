/// The type of an operation's elements.
public enum ElementType: String, Sendable, CaseIterable, Codable {
  /// IEEE 754 binary32.
  case f32
  /// IEEE 754 binary64.
  case f64
  /// The upper half of a binary32, as inputs only: computing widens it.
  case bf16
  /// Signed integers of 8 bits.
  case i8
  /// Signed integers of 32 bits.
  case i32
  /// Bytes.
  case u8
  /// Unsigned integers of 32 bits, such as labels and indices.
  case u32
  /// Unsigned integers of 64 bits.
  case u64

  /// The bytes of one element.
  public var size: Int {
    switch self {
    case .i8, .u8: 1
    case .bf16: 2
    case .f32, .i32, .u32: 4
    case .f64, .u64: 8
    }
  }
}

/// A Swift type that stands for an element type in memory.
protocol Element: BitwiseCopyable {
  static var type: ElementType { get }
}

extension Float: Element { static var type: ElementType { .f32 } }
extension Double: Element { static var type: ElementType { .f64 } }
// The bits of a bfloat16; no operation takes plain integers of 16 bits.
extension UInt16: Element { static var type: ElementType { .bf16 } }
extension Int8: Element { static var type: ElementType { .i8 } }
extension Int32: Element { static var type: ElementType { .i32 } }
extension UInt8: Element { static var type: ElementType { .u8 } }
extension UInt32: Element { static var type: ElementType { .u32 } }
extension UInt64: Element { static var type: ElementType { .u64 } }
