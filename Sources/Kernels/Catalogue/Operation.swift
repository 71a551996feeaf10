/// An operation of the catalogue: one entry here gives dispatch, limits, tests and documentation.
///
/// On `CPUBackend`, equal inputs give equal output bits on every machine, instruction set and number of threads. A change of bits is a
/// new `revision`. The definitions stand in `docs/numerics.md`.
public struct Operation: Sendable {
  /// The name, as a spec writes it.
  public let name: String
  /// One sentence on what it computes.
  public let summary: String
  /// The element types it exists for.
  public let types: [ElementType]
  /// The sizes it takes.
  public let parameters: [OperationParameter]
  /// The version of its bits.
  public let revision: Int
  /// The promise that its bits come under.
  public let profile: NumericProfile
  /// What its speed is counted in.
  public let throughput: Throughput
  /// The version of the catalogue that it came with; plans of earlier ones cannot name it.
  public let since: Int
  /// The sizes of the golden run.
  public let goldenParameters: [String: Int]
  /// The checksum that the golden run must have on every machine; a changed value is a changed definition, and a new revision.
  private let golden: [ElementType: UInt64]

  let count: @Sendable (Request) throws(KernelError) -> Count
  let make: @Sendable (Request, OperationCost, inout RandomStream, Engine) throws(KernelError) -> any PreparedKernel

  init(
    name: String, summary: String, types: [ElementType], parameters: [OperationParameter], revision: Int,
    profile: NumericProfile = .portable, throughput: Throughput = .flops, since: Int = 1, goldenParameters: [String: Int],
    golden: [ElementType: UInt64],
    count: @escaping @Sendable (Request) throws(KernelError) -> Count,
    make: @escaping @Sendable (Request, OperationCost, inout RandomStream, Engine) throws(KernelError) -> any PreparedKernel
  ) {
    self.name = name
    self.summary = summary
    self.types = types
    self.parameters = parameters
    self.revision = revision
    self.profile = profile
    self.throughput = throughput
    self.since = since
    self.goldenParameters = goldenParameters
    self.golden = golden
    self.count = count
    self.make = make
  }

  /// The checksum that the golden run must have on every machine, or nil for a type that the operation lacks.
  public func golden(type: ElementType) -> Checksum? { golden[type].map { Checksum(value: $0) } }

  /// What an operation's speed is counted in.
  public enum Throughput: Sendable {
    /// Floating-point operations in a second; where there are none, bytes.
    case flops
    /// Bytes in a second: the operation is about moving them, whatever it computes on the way.
    case bytes
    /// Accesses in a second: loads that wait for one another, or updates.
    case accesses
  }

  /// A type and complete, range-checked parameters.
  struct Request {
    let type: ElementType
    let values: [String: Int]

    subscript(_ name: String) -> Int { values[name] ?? 0 }
  }

  /// Unchecked sizes; `cost` checks them.
  struct Count {
    var flops: SizeArithmetic
    var bytes: SizeArithmetic
    var memory: SizeArithmetic
    var shape: [Int]
    var accesses = SizeArithmetic(0)
    var areChained = false
  }

  /// The default limit on an operation's memory, 64 GiB; callers who know their machine pass a smaller one.
  public static let defaultMemoryLimit: UInt64 = 1 << 36

  /// The parameters with defaults filled in.
  ///
  /// - Throws: `KernelError` for a name that does not exist or a value outside its range.
  public func resolved(_ given: [String: Int]) throws(KernelError) -> [String: Int] {
    var values: [String: Int] = [:]
    for parameter in parameters { values[parameter.name] = parameter.default }
    for (name, value) in given.sorted(by: { $0.key < $1.key }) {
      guard let parameter = parameters.first(where: { $0.name == name }) else {
        let names = parameters.map(\.name).joined(separator: ", ")
        throw KernelError(
          .unknownParameter, "operation \(self.name) has no parameter \(name)", hint: "it has \(names)")
      }
      guard parameter.range.contains(value) else {
        throw KernelError(
          .parameterOutOfRange, "\(name) of \(self.name) cannot be \(value)",
          hint: "choose \(parameter.range.lowerBound) to \(parameter.range.upperBound)", setting: name)
      }
      values[name] = value
    }
    return values
  }

  /// Flops, bytes, memory and output shape, without allocating anything.
  ///
  /// - Throws: `KernelError` as `resolved` does, and for a type or a size that is impossible.
  public func cost(type: ElementType, parameters: [String: Int]) throws(KernelError) -> OperationCost {
    if let refusal = refusal(of: type) { throw refusal }
    let count = try self.count(Request(type: type, values: try resolved(parameters)))
    return OperationCost(
      flops: try count.flops.checked(), bytes: try count.bytes.checked(), memory: try count.memory.checked(),
      outputShape: count.shape, accesses: try count.accesses.checked(),
      areChained: count.areChained)
  }

  /// Why it does not exist for a type, or nil where it does.
  func refusal(of type: ElementType) -> KernelError? {
    guard !types.contains(type) else { return nil }
    let names = types.map(\.rawValue).joined(separator: ", ")
    return KernelError(.unsupportedType, "operation \(name) does not exist for \(type.rawValue)", hint: "it has \(names)")
  }

  /// Allocates the operands and fills them from a stream.
  ///
  /// - Parameters:
  ///   - type: the element type.
  ///   - parameters: sizes by name; absent ones take their defaults.
  ///   - stream: where inputs are drawn from; it moves on.
  ///   - engine: what the kernel will run on.
  ///   - memoryLimit: the most bytes the operands and scratch space may take.
  public func prepare(
    type: ElementType, parameters: [String: Int], stream: inout RandomStream, engine: Engine,
    memoryLimit: UInt64 = Operation.defaultMemoryLimit
  ) throws(KernelError) -> any PreparedKernel {
    let cost = try cost(type: type, parameters: parameters)
    guard cost.memory <= memoryLimit else {
      throw KernelError(
        .tooLarge, "\(name) needs \(cost.memory) bytes of memory, and \(memoryLimit) are allowed",
        hint: "make its sizes smaller")
    }
    let request = Request(type: type, values: try resolved(parameters))
    return try make(request, cost, &stream, engine)
  }

  /// The checksum of the golden run on an engine: what `golden` must hold.
  public func goldenRun(type: ElementType, engine: Engine) throws(KernelError) -> Checksum {
    var stream = RandomStream(Operation.goldenKey)
    let kernel = try prepare(type: type, parameters: goldenParameters, stream: &stream, engine: engine)
    try kernel.run()
    return kernel.outputChecksum
  }

  /// The stream key of golden runs.
  public static let goldenKey = StreamKey(key: 0x0123_4567_89ab_cdef, high: 0xfedc_ba98_7654_3210)
}
