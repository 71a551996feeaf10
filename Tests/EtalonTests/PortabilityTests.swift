import TestSupport
import Testing

/// The proofs about the C kernels that need the toolchain's clang and no Swift: scripts/portability.sh, with half the thread counts.
@Suite struct PortabilityTests {
  static let clang = findProgram("clang")

  private func portability(_ action: String) throws {
    let found = try run("/bin/sh", [Repository.path("scripts/portability.sh"), action], environment: ["QUICK": "1"])
    #expect(found.status == 0, "\(found.output)\n\(found.talk)")
  }

  @Test(
    .enabled(if: PortabilityTests.clang != nil, "the Swift toolchain's clang is not on PATH"),
    arguments: ["native", "faults", "address", "covered"])
  func `the C interface has one set of bits, wrong kernels are noticed, memory is kept to`(action: String) throws {
    try portability(action)
  }
}
