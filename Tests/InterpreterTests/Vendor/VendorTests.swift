import Attest
import Glibc
import Record
import Testing
import TestSupport

@testable import Interpreter

@Suite(.enabled(if: HostFiles(root: "").exists("/usr/lib/x86_64-linux-gnu/libopenblas.so.0"), "OpenBLAS is not installed"))
struct `The vendor tier` {
  private func work(_ type: String, _ sizes: [String: Int]) -> KernelWork {
    KernelWork(operation: "gemm", type: type, parameters: sizes, revision: 1, tier: .vendor, flops: 0, bytes: 0)
  }

  private func context(_ work: KernelWork, threads: Int = 1, purpose: TrialContext.Purpose = .reproduce) -> TrialContext {
    let node = Node(
      id: "gemm", workload: "gemm", coordinates: [], target: "host", numerics: "vendor-openblas", needs: [], inputs: [], trials: 1,
      work: .kernel(work), sampling: Sampling(warmup: 1, min: 3, max: 3), limits: Limits(), metrics: [])
    var fixture = EvaluationFixture(url: "http://localhost/")
    fixture.purpose = purpose
    let base = fixture.context()
    return TrialContext(
      plan: base.plan, node: node, index: 0, host: HostResolution(threads: threads, isa: "avx2"), permissions: Permissions(),
      purpose: purpose, streamKey: base.streamKey, input: base.input, artifact: base.artifact,
      recordedTranscript: base.recordedTranscript, keepTranscript: base.keepTranscript, progress: base.progress, isCancelled: { false })
  }

  @Test(arguments: [
    ("f32", ["m": 65, "n": 33, "k": 300]), ("f64", ["m": 17, "n": 70, "k": 129]), ("f32", ["m": 20, "n": 31, "k": 44, "transpose-a": 1]),
    ("f64", ["m": 20, "n": 31, "k": 44, "transpose-b": 1]), ("f32", ["m": 1, "n": 1, "k": 1]), ("f32", ["m": 3, "n": 2, "k": 0]),
  ])
  func `gives a product within its error bound and keeps it`(type: String, sizes: [String: Int]) throws {
    let work = work(type, sizes)
    let outcome = try executeVendorKernel(work, context(work), .system)
    #expect(outcome.status == .ok && outcome.results.isEmpty)
    #expect(outcome.bounded.map(\.name) == ["output", "error-ratio"] && outcome.bounded.allSatisfy { $0.class == .bounded })
    let bytes = try #require(outcome.artifacts.first?.bytes)
    #expect(outcome.bounded[0].value == .digest(SHA256.digest(of: bytes)))
    #expect(bytes.count == (sizes["m"] ?? 0) * (sizes["n"] ?? 0) * (type == "f32" ? 4 : 8))
    #expect(try vendorErrorRatio(of: bytes, work, context(work)) <= 1)
    #expect(outcome.library?.hasPrefix("OpenBLAS 0.") == true && outcome.library?.hasSuffix("1 thread") == true)
  }

  @Test func `a forged output is outside the bound, and a short one is no output`() throws {
    let work = work("f32", ["m": 8, "n": 8, "k": 64])
    var bytes = try #require(try executeVendorKernel(work, context(work), .system).artifacts.first?.bytes)
    bytes[3] ^= 0x10
    #expect(try vendorErrorRatio(of: bytes, work, context(work)) > 1)
    #expect(throws: RunFault.self) { try vendorErrorRatio(of: Array(bytes.dropLast()), work, context(work)) }
  }

  @Test func `an operation without a vendor is refused`() {
    let work = KernelWork(operation: "relu", type: "f32", parameters: ["n": 4], revision: 1, tier: .vendor, flops: 0, bytes: 0)
    #expect(throws: RunFault.self) { try executeVendorKernel(work, context(work), .system) }
  }

  @Test func `more threads than the library has are refused`() throws {
    let work = work("f32", ["m": 8, "n": 8, "k": 8])
    let fault = #expect(throws: RunFault.self) { try executeVendorKernel(work, context(work, threads: 1000), .system) }
    #expect(fault?.code == "openblas-threads")
  }

  @Test func `a forced core type shows in the fingerprint`() async {
    await #expect(processExitsWith: .success) {
      // The child process has one thread that reads the environment.
      _ = unsafe setenv("OPENBLAS_CORETYPE", "Prescott", 1)
      let print = Host.probe(.live(opening: [.openblas]))
      #expect(print.fields["library.openblas.core"]?.value == "Prescott")
      #expect(print.fields["environment.OPENBLAS_CORETYPE"]?.value == "Prescott")
      #expect(print.taints.contains("openblas-core-forced"))
      #expect(print.fields["library.openblas.version"]?.value?.text?.hasPrefix("0.") == true)
    }
  }
}
