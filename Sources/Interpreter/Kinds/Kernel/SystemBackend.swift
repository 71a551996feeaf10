internal import CSystem
internal import Glibc
internal import Kernels

/// The host's storage and loopback network, for the operations that the system does.
struct SystemBackend: Backend {
  let name = "system"

  /// What is read, or comes over a connection, is exactly what was written and sent.
  func promise(of operation: Kernels.Operation) -> NumericProfile.Promise { operation.profile.promise }

  func refusal(of operation: Kernels.Operation, type: ElementType, parameters: [String: Int]) -> KernelError? {
    if operation.isOfSystem, operation.types.contains(type) { return nil }
    return KernelError(.unsupportedOperation, "the system has no \(operation.name) for \(type.rawValue)", hint: "use the cpu backend")
  }

  func identity(on engine: Engine) -> BackendIdentity {
    BackendIdentity(backend: name, library: "the host's system", core: "system", threads: engine.threads)
  }

  func prepare(
    _ operation: Kernels.Operation, type: ElementType, parameters: [String: Int], stream: inout RandomStream, engine: Engine,
    memoryLimit: UInt64
  ) throws(KernelError) -> any PreparedKernel {
    if let refusal = refusal(of: operation, type: type, parameters: parameters) { throw refusal }
    let (values, cost) = (
      try operation.resolved(parameters), try operation.cost(type: type, parameters: parameters)
    )
    guard cost.memory <= memoryLimit else {
      throw KernelError(
        .tooLarge, "\(operation.name) needs \(cost.memory) bytes of memory, and \(memoryLimit) are allowed", hint: "make its sizes smaller")
    }
    switch operation.name {
    case "storage-read": return try StorageKernel(.read, values, cost, &stream)
    case "storage-write": return try StorageKernel(.write, values, cost, &stream)
    default: return try LoopbackKernel(echoes: operation.name == "loopback-latency", values, cost, &stream)
    }
  }
}

/// A kernel whose output is the checksum of bytes that came through the system.
protocol SystemKernel: PreparedKernel {
  /// Takes the bytes that the last repetition brought; called once for each repetition.
  func received() -> UInt64
  /// The checksum of the last output, until the next repetition.
  var output: UInt64? { get set }
}

extension SystemKernel {
  var outputType: ElementType { .u64 }
  var inputNames: [String] { [] }

  func withOutputBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
    let checksum = output ?? received()
    output = checksum
    let words = [checksum.littleEndian]
    // An array that nothing changes meanwhile.
    return try unsafe body(words.span.bytes)
  }

  func withInputBytes<R, E: Error>(named name: String, _ body: (RawSpan) throws(E) -> R) throws(E) -> R? { nil }

  func replaceInput(named name: String, with bytes: RawSpan) throws(KernelError) {
    throw KernelError(.invalidData, "there is no input \(name)", hint: "the bytes follow from the stream")
  }

  func productError(of candidate: RawSpan) throws(KernelError) -> ProductError? { nil }
}

/// Bytes on whole pages, which direct input and output ask for.
@safe final class Pages {
  let start: UnsafeMutablePointer<UInt8>
  let count: Int

  /// Memory of zeros.
  init(_ count: Int) throws(KernelError) {
    guard let memory = unsafe csystem_pages(count) else {
      throw KernelError(.tooLarge, "the system has no \(count) bytes of memory", hint: "make the sizes smaller")
    }
    unsafe start = memory.bindMemory(to: UInt8.self, capacity: count)
    self.count = count
  }

  deinit { unsafe free(start) }

  /// Words that follow from a start.
  func fill(from start: UInt64) { unsafe csystem_fill(self.start, count, start) }

  /// Zeros, so that bytes of an earlier repetition cannot pass for those of the next.
  func clear() { unsafe _ = memset(start, 0, count) }

  var checksum: UInt64 { unsafe csystem_checksum(start, count) }
}

extension KernelError {
  /// What the system said.
  static func system(_ number: Int32, _ what: String, hint: String) -> KernelError {
    KernelError(.systemRefused, "\(what): \(unsafe String(cString: strerror(number)))", hint: hint)
  }
}
