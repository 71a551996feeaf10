/// What one repetition of an operation amounts to, as functions of its parameters.
public struct OperationCost: Equatable, Sendable {
  /// Floating-point operations by the usual count of the field (a fused multiply-add is two).
  public let flops: UInt64
  /// Bytes that must at least move between memory and processor: each operand once.
  public let bytes: UInt64
  /// Bytes of memory that the operands and the scratch space take.
  public let memory: UInt64
  /// The output's dimensions.
  public let outputShape: [Int]
  /// Loads or updates that are counted one by one; 0 where the operation is about something else.
  public let accesses: UInt64
  /// Whether each access waits for the one before, so that their time is a latency.
  public let areChained: Bool
}

/// Arithmetic on sizes that strangers chose: overflow sticks, and is an error at the end.
struct SizeArithmetic {
  private(set) var value: UInt64
  private(set) var overflowed = false

  init(_ value: Int) {
    self.value = UInt64(max(0, value))
  }

  static func * (a: SizeArithmetic, b: SizeArithmetic) -> SizeArithmetic {
    combine(a, b, a.value.multipliedReportingOverflow(by: b.value))
  }

  static func * (a: SizeArithmetic, b: Int) -> SizeArithmetic { a * SizeArithmetic(b) }

  static func + (a: SizeArithmetic, b: SizeArithmetic) -> SizeArithmetic {
    combine(a, b, a.value.addingReportingOverflow(b.value))
  }

  private static func combine(
    _ a: SizeArithmetic, _ b: SizeArithmetic, _ result: (partialValue: UInt64, overflow: Bool)
  ) -> SizeArithmetic {
    var out = SizeArithmetic(0)
    out.value = result.partialValue
    out.overflowed = a.overflowed || b.overflowed || result.overflow
    return out
  }

  func checked() throws(KernelError) -> UInt64 {
    guard !overflowed, value <= UInt64(Int.max) else {
      throw KernelError(.tooLarge, "the sizes multiply to more than 2^63", hint: "make them smaller")
    }
    return value
  }
}
