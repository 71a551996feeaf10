import Attest
import Kernels
import Record
import Testing

@testable import Interpreter

/// A backend of products whose every output is what a test says.
private struct FakeBackend: Backend {
  var name: String { "fake" }
  /// What it adds to the bits of the first element's last byte at each repetition.
  var drift: UInt8 = 0
  /// What it does to the true output.
  var change: @Sendable (inout [UInt8]) -> Void = { _ in }

  func promise(of operation: Kernels.Operation) -> NumericProfile.Promise { .bound }

  func refusal(of operation: Kernels.Operation, type: ElementType, parameters: [String: Int]) -> KernelError? {
    operation.name == "gemm" || operation.name == "relu"
      ? nil : KernelError(.unsupportedOperation, "no `\(operation.name)`", hint: "use `gemm`")
  }

  func identity(on engine: Engine) -> BackendIdentity {
    BackendIdentity(backend: name, library: "Fake 1.2", core: "cardboard", threads: engine.threads)
  }

  func prepare(
    _ operation: Kernels.Operation, type: ElementType, parameters: [String: Int], stream: inout RandomStream, engine: Engine,
    memoryLimit: UInt64
  ) throws(KernelError) -> any PreparedKernel {
    if let refusal = refusal(of: operation, type: type, parameters: parameters) { throw refusal }
    return FakeKernel(
      try operation.prepare(type: type, parameters: parameters, stream: &stream, engine: engine, memoryLimit: memoryLimit), self)
  }
}

private final class FakeKernel: PreparedKernel {
  private let own: any PreparedKernel
  private let backend: FakeBackend
  private var repetitions: UInt8 = 0

  init(_ own: any PreparedKernel, _ backend: FakeBackend) { (self.own, self.backend) = (own, backend) }

  var cost: OperationCost { own.cost }
  var outputType: ElementType { own.outputType }
  var inputNames: [String] { own.inputNames }

  func run() throws(KernelError) {
    try own.run()
    repetitions += 1
  }

  func withOutputBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
    var bytes = own.withOutputBytes { $0.array }
    backend.change(&bytes)
    bytes[3] ^= backend.drift &* repetitions
    // Bytes of an array that nothing changes meanwhile.
    return try unsafe body(bytes.span.bytes)
  }

  func withInputBytes<R, E: Error>(named name: String, _ body: (RawSpan) throws(E) -> R) throws(E) -> R? {
    try own.withInputBytes(named: name, body)
  }

  func replaceInput(named name: String, with bytes: RawSpan) throws(KernelError) { try own.replaceInput(named: name, with: bytes) }

  func productError(of candidate: RawSpan) throws(KernelError) -> ProductError? { try own.productError(of: candidate) }
}

@Suite struct ExecuteKernelTests {
  private let work = KernelWork(
    operation: "gemm", type: "f32", parameters: ["m": 4, "n": 5, "k": 6], revision: 1, tier: .vendor, flops: 0, bytes: 0)

  private func outcome(
    _ work: KernelWork, _ backend: any Backend, purpose: TrialContext.Purpose = .reproduce
  ) throws(RunFault) -> TrialOutcome {
    let base = EvaluationFixture(url: "http://localhost/").context()
    let node = SamplePlan.node("gemm", .kernel(work), sampling: Sampling(warmup: 1, min: 3, max: 3))
    let context = TrialContext(
      plan: base.plan, node: node, index: 0, host: HostResolution(threads: 1, isa: InstructionSet.supported[0].rawValue),
      permissions: Permissions(), purpose: purpose, streamKey: base.streamKey, input: base.input, artifact: base.artifact,
      answers: base.answers, progress: base.progress, isCancelled: { false })
    return try executeKernel(work, on: backend, context, .system)
  }

  @Test func `a backend that promises bits leaves an exact result, and says nothing of itself`() throws {
    let outcome = try outcome(work, CPUBackend())
    #expect(outcome.results.map(\.name) == ["output"] && outcome.results[0].class == .exact)
    #expect(outcome.bounded.isEmpty && outcome.artifacts.isEmpty && outcome.library == nil)
  }

  @Test func `a backend that promises a bound leaves a kept output, its error, and who computed it`() throws {
    let outcome = try outcome(work, FakeBackend())
    #expect(outcome.results.isEmpty && outcome.bounded.map(\.name) == ["output", "error-ratio"])
    #expect(outcome.artifacts.map(\.name) == ["output"] && outcome.artifacts[0].bytes.count == 4 * 5 * 4)
    #expect(outcome.library == "Fake 1.2, core cardboard, 1 thread")
  }

  @Test func `an output outside the bound is a failed trial that names who computed it`() {
    let fault = #expect(throws: RunFault.self) { try outcome(work, FakeBackend(change: { $0[3] ^= 0x10 })) }
    #expect(fault?.code == .wrongProduct && fault?.message.contains("Fake 1.2") == true && fault?.isLocal == true)
  }

  @Test func `repetitions that differ are a failed trial, whatever the promise`() {
    let fault = #expect(throws: RunFault.self) { try outcome(work, FakeBackend(drift: 1), purpose: .run) }
    #expect(fault?.code == .unstable)
  }

  @Test func `an operation that has no bound cannot be promised one`() {
    var work = work
    (work.operation, work.parameters) = ("relu", ["n": 4])
    let fault = #expect(throws: RunFault.self) { try outcome(work, FakeBackend()) }
    #expect(fault?.code == .noErrorBound)
  }

  @Test func `what a backend refuses is a fault that loses only the trial`() {
    var work = work
    (work.operation, work.parameters) = ("gemv", ["m": 4])
    let fault = #expect(throws: RunFault.self) { try outcome(work, FakeBackend()) }
    #expect(fault?.code == .unsupportedOperation && fault?.isLocal == true && fault?.help == "use `gemm`")
  }

  @Test func `a revision that this release does not carry is not run in another's place`() throws {
    var work = work
    (work.tier, work.revision) = (.portable, 99)
    let trial = try SampleRun().trials(SamplePlan.node("gemm", .kernel(work)))[0]
    #expect(trial.status == .failed)
    #expect(trial.reason?.contains("revision 99") == true)
  }

  @Test func `a kernel that does not exist, or is too large, fails alone`() throws {
    guard case .kernel(let work) = SamplePlan.gemm().work else { return }
    var unknown = work
    unknown.operation = "nothing"
    var large = work
    large.parameters = ["m": 16_000_000, "n": 16_000_000, "k": 16_000_000]
    let trials = try SampleRun().trials(
      SamplePlan.node("a", .kernel(unknown)), SamplePlan.node("b", .kernel(large)), SamplePlan.gemm(trials: 1))
    #expect(trials.map(\.status) == [.failed, .failed, .ok])
  }
}
