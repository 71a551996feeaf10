/// An operation with its operands in memory, ready to be repeated.
public protocol PreparedKernel: AnyObject {
  /// Flops, bytes, memory and output shape of one repetition.
  var cost: OperationCost { get }
  /// The output's element type.
  var outputType: ElementType { get }
  /// The inputs' names in the order of the operation's definition.
  var inputNames: [String] { get }

  /// Executes one repetition; the same output bits each time.
  func run() throws(KernelError)
  /// Gives a closure the output of the last `run`, row major, little endian, each NaN canonical.
  func withOutputBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R
  /// Gives a closure an input's bytes, or nil if there is no input of that name.
  func withInputBytes<R, E: Error>(named name: String, _ body: (RawSpan) throws(E) -> R) throws(E) -> R?
  /// Judges an output that another library computed from the same inputs, or nil if the operation has no error bound.
  ///
  /// - Throws: `KernelError` if the bytes are not as many as the output's, or memory is short.
  func vendorError(of candidate: RawSpan) throws(KernelError) -> ProductError?
}

extension PreparedKernel {
  /// Floating-point operations of one repetition.
  public var flops: UInt64 { cost.flops }
  /// Bytes that one repetition moves at least.
  public var bytes: UInt64 { cost.bytes }
  /// The output's dimensions.
  public var outputShape: [Int] { cost.outputShape }
  /// The checksum of the output bytes, for comparisons inside one process and golden values.
  public var outputChecksum: Checksum { withOutputBytes { Checksum($0) } }
}

/// A kernel made of buffers and the call that works on them.
final class BufferKernel<Output: BitwiseCopyable>: PreparedKernel {
  let cost: OperationCost
  let outputType: ElementType
  var inputNames: [String] { inputs.map(\.name) }

  private let inputs: [NamedInput]
  private let output: Buffer<Output>
  private let body: () throws(KernelError) -> Void
  private let judge: ((Buffer<Output>) throws(KernelError) -> ProductError)?

  init(
    _ cost: OperationCost, inputs: [NamedInput], output: Buffer<Output>,
    judge: ((Buffer<Output>) throws(KernelError) -> ProductError)? = nil,
    body: @escaping () throws(KernelError) -> Void
  ) {
    self.cost = cost
    self.outputType = MemoryLayout<Output>.size == 8 ? .f64 : .f32
    self.inputs = inputs
    self.output = output
    self.body = body
    self.judge = judge
  }

  func run() throws(KernelError) { try body() }

  func withOutputBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
    try output.withBytes(body)
  }

  func vendorError(of candidate: RawSpan) throws(KernelError) -> ProductError? {
    guard let judge else { return nil }
    let copy = try Buffer<Output>(output.count)
    try copy.fill(bytes: candidate)
    return try judge(copy)
  }

  func withInputBytes<R, E: Error>(named name: String, _ body: (RawSpan) throws(E) -> R) throws(E) -> R? {
    guard let input = inputs.first(where: { $0.name == name }) else { return nil }
    switch input.data {
    case .f32(let buffer): return try buffer.withBytes(body)
    case .f64(let buffer): return try buffer.withBytes(body)
    case .u32(let buffer): return try buffer.withBytes(body)
    }
  }
}

/// An input operand.
struct NamedInput {
  enum Data {
    case f32(Buffer<Float>)
    case f64(Buffer<Double>)
    case u32(Buffer<UInt32>)
  }

  let name: String
  let data: Data

  init(_ name: String, _ buffer: Buffer<Float>) { (self.name, data) = (name, .f32(buffer)) }
  init(_ name: String, _ buffer: Buffer<Double>) { (self.name, data) = (name, .f64(buffer)) }
  init(_ name: String, _ buffer: Buffer<UInt32>) { (self.name, data) = (name, .u32(buffer)) }
}
