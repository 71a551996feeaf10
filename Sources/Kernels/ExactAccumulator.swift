internal import CKernels

/// A sum of floating-point numbers that rounds nothing until it is read: the same in every order, however it is split.
///
/// One fixed-point integer wide enough for every finite binary64 and for 2^64 of the largest, section "Exact sums" of
/// `docs/numerics.md`. Its state is canonical: two accumulators that took in the same numbers have the same bytes, and so has
/// the merger of any shards.
public struct ExactAccumulator: Equatable, Sendable {
  /// The length of a state: 272 bytes of the sum in units of 2^-1074, then 8 bytes that remember NaN and infinities.
  public static let stateLength = Int(EK_EXACT_BYTES)

  private var sum = ek_exact()

  /// The empty sum.
  public init() {}

  /// The sum of numbers.
  public init(_ numbers: some Sequence<Double>) {
    let array = Array(numbers)
    unsafe array.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      // The pointer and count are one array's.
      unsafe ek_exact_add_f64(InstructionSet.widest.number, &sum, base, buffer.count)
    }
  }

  /// The sum that a state stands for.
  ///
  /// - Throws: `KernelError` if the bytes are not a state: 280 bytes, of which the last eight are at most 7.
  public init(state: [UInt8]) throws(KernelError) {
    guard state.count == ExactAccumulator.stateLength, unsafe ek_exact_read(&sum, state) != 0 else {
      throw KernelError(
        .invalidData, "\(state.count) bytes are no state of an exact sum", hint: "pass the 280 bytes that another sum gave")
    }
  }

  /// Takes in a number; NaN and infinities are remembered.
  public mutating func add(_ number: Double) {
    // One element behind a pointer to one; so few take the path that no instruction set changes.
    unsafe withUnsafePointer(to: number) { unsafe ek_exact_add_f64(CInt(EK_SSE2), &sum, $0, 1) }
  }

  /// Takes in everything that another accumulator has taken in.
  public mutating func merge(_ other: ExactAccumulator) {
    var other = other.sum
    unsafe ek_exact_merge(&sum, &other)
  }

  /// The canonical state, little endian; equal for equal sums.
  public var state: [UInt8] {
    var copy = sum
    var bytes = [UInt8](repeating: 0, count: ExactAccumulator.stateLength)
    unsafe ek_exact_write(&copy, &bytes)
    return bytes
  }

  /// The sum rounded once to nearest, ties to even: +0 for nothing, infinite beyond binary64, NaN if a NaN or both infinities
  /// came in.
  public var value: Double {
    var copy = sum
    return unsafe ek_exact_value(&copy)
  }

  /// Whether two sums are equal to the last bit, rounding aside.
  public static func == (a: ExactAccumulator, b: ExactAccumulator) -> Bool { a.state == b.state }
}

extension ExactAccumulator {
  /// Takes in a buffer on an engine's threads.
  mutating func add<T: PortableReal>(_ x: Buffer<T>, on engine: Engine) throws(KernelError) {
    try engine.check(T.add(engine, x, to: &sum))
  }
}
