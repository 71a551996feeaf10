import Kernels
import Testing

@Suite struct CPUBackendTests {
  private let backend = CPUBackend()

  @Test(arguments: Operation.all.map(\.name))
  func `every operation is supported in each of its types, and its promise is one of bits`(name: String) throws {
    let operation = try Operation.named(name)
    #expect(backend.types(of: operation) == operation.types)
    #expect(backend.promise(of: operation) == operation.profile.promise && backend.promise(of: operation) != .bound)
    for type in ElementType.allCases where !operation.types.contains(type) {
      #expect(backend.refusal(of: operation, type: type, parameters: [:])?.code == .unsupportedType)
    }
  }

  @Test func `a kernel of the backend is the operation's own`() throws {
    let engine = try Engine(threads: 2)
    let operation = try Operation.named("gemm")
    var streams = [RandomStream(Operation.goldenKey), RandomStream(Operation.goldenKey)]
    let sizes = operation.goldenParameters
    let kernel = try backend.prepare(
      operation, type: .f32, parameters: sizes, stream: &streams[0], engine: engine, memoryLimit: Operation.defaultMemoryLimit)
    let own = try operation.prepare(type: .f32, parameters: sizes, stream: &streams[1], engine: engine)
    try kernel.run()
    try own.run()
    #expect(kernel.outputChecksum == own.outputChecksum && streams[0].drawn == streams[1].drawn)
    #expect(throws: KernelError.self) {
      try backend.prepare(operation, type: .f32, parameters: sizes, stream: &streams[0], engine: engine, memoryLimit: 100)
    }
  }

  @Test func `it names the instruction set and the threads that it runs on`() throws {
    let identity = backend.identity(on: try Engine(instructionSet: InstructionSet.supported[0], threads: 1))
    #expect(identity.description == "Etalon, core \(InstructionSet.supported[0].rawValue), 1 thread")
    #expect(identity.backend == "cpu")
    #expect(backend.identity(on: try Engine(threads: 3)).description.hasSuffix("3 threads"))
  }
}
