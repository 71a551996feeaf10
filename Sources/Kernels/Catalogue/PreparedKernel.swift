/// An operation with its operands in memory, ready to be repeated.
public protocol PreparedKernel: AnyObject {
  /// Flops, bytes, memory and output shape of one repetition.
  var cost: OperationCost { get }
  /// The output's element type.
  var outputType: ElementType { get }
  /// The inputs' names in the order of the operation's definition.
  var inputNames: [String] { get }

  /// Executes one repetition; the same output bits each time.
  ///
  /// - Throws: `KernelError` where memory is short or the backend fails.
  func run() throws(KernelError)
  /// Gives a closure the output of the last `run`, row major, little endian, each NaN canonical; several arrays follow one another.
  func withOutputBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R
  /// Gives a closure an input's bytes, or nil if there is no input of that name.
  func withInputBytes<R, E: Error>(named name: String, _ body: (RawSpan) throws(E) -> R) throws(E) -> R?
  /// Puts other values in the place of an input's, for comparisons on data of one's own.
  ///
  /// - Throws: `KernelError` if there is no such input, the bytes are not as many, or a value is none that the operation takes; the
  ///   kernel is then of no further use.
  func replaceInput(named name: String, with bytes: RawSpan) throws(KernelError)
  /// Judges an output that somebody else computed from the same inputs, or nil if the operation has no error bound.
  ///
  /// - Throws: `KernelError` if the bytes are not as many as the output's, or memory is short.
  func productError(of candidate: RawSpan) throws(KernelError) -> ProductError?
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
final class BufferKernel: PreparedKernel {
  let cost: OperationCost
  var outputType: ElementType { outputs[0].type }
  var inputNames: [String] { inputs.map(\.name) }

  private let inputs: [NamedInput]
  private let outputs: [any ByteBuffer]
  private let derive: (() throws(KernelError) -> Void)?
  private let judge: ((RawSpan) throws(KernelError) -> ProductError)?
  private let settle: (() -> Void)?
  private let body: () throws(KernelError) -> Void

  /// Creates a kernel.
  ///
  /// - Parameters:
  ///   - output: the array that `body` leaves.
  ///   - more: further arrays of the same type, in the order of the definition.
  ///   - derive: what follows from the inputs alone and is no part of a repetition, such as packed weights; run at once.
  ///   - judge: the error of a candidate output that somebody else computed.
  ///   - settle: brings the output about where a repetition goes on from what the one before left; it is called before the output is read.
  ///   - body: one repetition; it writes every element of every output.
  init(
    _ cost: OperationCost, inputs: [NamedInput], output: any ByteBuffer, more: [any ByteBuffer] = [],
    derive: (() throws(KernelError) -> Void)? = nil, judge: ((RawSpan) throws(KernelError) -> ProductError)? = nil,
    settle: (() -> Void)? = nil, body: @escaping () throws(KernelError) -> Void
  ) throws(KernelError) {
    self.cost = cost
    self.inputs = inputs
    outputs = [output] + more
    self.derive = derive
    self.judge = judge
    self.settle = settle
    self.body = body
    try derive?()
  }

  func run() throws(KernelError) { try body() }

  func withOutputBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
    settle?()
    guard outputs.count > 1 else { return try outputs[0].withBytes(body) }
    var all: [UInt8] = []
    // The copy ends with the closure.
    for output in outputs { output.withBytes { bytes in unsafe bytes.withUnsafeBytes { unsafe all.append(contentsOf: $0) } } }
    // Bytes of an array that nothing changes meanwhile.
    return try unsafe body(all.span.bytes)
  }

  func productError(of candidate: RawSpan) throws(KernelError) -> ProductError? { try judge?(candidate) }

  func withInputBytes<R, E: Error>(named name: String, _ body: (RawSpan) throws(E) -> R) throws(E) -> R? {
    try inputs.first { $0.name == name }?.buffer.withBytes(body)
  }

  func replaceInput(named name: String, with bytes: RawSpan) throws(KernelError) {
    guard let input = inputs.first(where: { $0.name == name }) else {
      throw KernelError(.invalidData, "there is no input \(name)", hint: "there are \(inputNames.joined(separator: ", "))")
    }
    try input.buffer.fill(bytes: bytes)
    try input.check?()
    try derive?()
  }
}
