internal import Kernels
internal import Text

/// One number with its bits: `0.1 (0x3dcccccd)`.
struct Element: CustomStringConvertible {
  private let decimal: String
  private let bits: UInt64
  private let type: ElementType

  init(_ value: Float) { (decimal, bits, type) = ("\(value)", UInt64(value.bitPattern), .f32) }

  init(_ value: Double) { (decimal, bits, type) = ("\(value)", value.bitPattern, .f64) }

  /// An element of little-endian bytes; `nil` beyond their end.
  init?(_ type: ElementType, _ bytes: [UInt8], at index: Int) {
    let start = index * type.size
    guard start >= 0, start + type.size <= bytes.count else { return nil }
    bits = bytes[start..<start + type.size].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    self.type = type
    decimal =
      switch type {
      case .f32: "\(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))"
      case .bf16: "\(Float(bitPattern: UInt32(truncatingIfNeeded: bits) << 16))"
      case .f64: "\(Double(bitPattern: bits))"
      case .i8: "\(Int8(truncatingIfNeeded: bits))"
      case .i32: "\(Int32(truncatingIfNeeded: bits))"
      case .u8, .u32, .u64: "\(bits)"
      }
  }

  var description: String { "\(decimal) (0x\(hexadecimal))" }

  private var hexadecimal: String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: max(0, type.size * 2 - digits.count)) + digits
  }

  /// How many numbers of the type lie from one to the other, for floating-point numbers.
  func distance(to other: Element) -> String? {
    guard type == other.type, let one = place, let two = other.place else { return nil }
    return counted(Int(clamping: one > two ? one - two : two - one), "ULP")
  }

  /// The place among all numbers of the type in their order, both zeros at 0; `nil` for integers and NaN.
  private var place: Int128? {
    let (sign, infinity): (UInt64, UInt64)
    switch type {
    case .f32: (sign, infinity) = (1 << 31, 0x7f80_0000)
    case .bf16: (sign, infinity) = (1 << 15, 0x7f80)
    case .f64: (sign, infinity) = (1 << 63, 0x7ff0_0000_0000_0000)
    case .i8, .i32, .u8, .u32, .u64: return nil
    }
    let magnitude = bits & (sign - 1)
    guard magnitude <= infinity else { return nil }
    return bits & sign == 0 ? Int128(magnitude) : -Int128(magnitude)
  }
}
