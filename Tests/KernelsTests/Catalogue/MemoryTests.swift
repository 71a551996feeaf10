import Kernels
import Testing

@Suite struct MemoryTests {
  private func prepared(_ name: String, _ parameters: [String: Int], threads: Int = 1) throws -> any PreparedKernel {
    var stream = testStream(31)
    return try Operation.named(name).prepare(
      type: .u64, parameters: parameters, stream: &stream, engine: try Engine(threads: threads))
  }

  private func words(_ kernel: any PreparedKernel) -> [UInt64] {
    kernel.withOutputBytes { bytes in
      (0..<bytes.byteCount / 8).map { unsafe bytes.unsafeLoadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
    }
  }

  @Test func `the chain reaches every line once before it comes back`() throws {
    for lines in [1, 2, 3, 64, 1000] {
      #expect(words(try run(prepared("pointer-chase", ["lines": lines, "steps": lines])))[0] == 0)
    }
    let ends = try (1...30).map { words(try run(prepared("pointer-chase", ["lines": 30, "steps": 29 + $0])))[0] }
    #expect(Set(ends).count == 30)
  }

  private func run(_ kernel: any PreparedKernel) throws -> any PreparedKernel {
    try kernel.run()
    return kernel
  }

  @Test func `fewer steps than lines are refused, since the working set would be smaller than it says`() throws {
    let error = #expect(throws: KernelError.self) {
      try Operation.named("pointer-chase").cost(type: .u64, parameters: ["lines": 100, "steps": 99])
    }
    #expect(error?.code == .shapeMismatch && error?.setting == "steps")
  }

  @Test func `a permutation of two cycles is refused as a chain`() throws {
    let kernel = try prepared("pointer-chase", ["lines": 4, "steps": 4])
    for wrong: [UInt64] in [[1, 0, 3, 2], [1, 2, 3, 4], [0, 1, 2, 3]] {
      #expect(throws: KernelError.self) { try withSpan(bytes(of: wrong)) { try kernel.replaceInput(named: "next", with: $0) } }
    }
    try withSpan(bytes(of: [2, 3, 1, 0] as [UInt64])) { try kernel.replaceInput(named: "next", with: $0) }
    #expect(words(try run(kernel))[0] == 0)
  }

  @Test(arguments: [1, 3])
  func `updates applied twice leave the table as it was: none is lost, by any thread`(threads: Int) throws {
    let kernel = try prepared("random-access", ["levels": 14], threads: threads)
    try kernel.run()
    let once = words(kernel)
    try kernel.run()
    // The output is that of an odd number of repetitions, so reading it here applies the updates a third time to an intact table.
    #expect(words(kernel) == once)
    #expect(once.enumerated().filter { UInt64($0.offset) != $0.element }.count > once.count / 2)
  }

  @Test func `a register that would stay 0 is refused`() throws {
    let kernel = try prepared("random-access", ["levels": 4])
    #expect(throws: KernelError.self) { try withSpan(bytes(of: [0] as [UInt64])) { try kernel.replaceInput(named: "start", with: $0) } }
  }

  /// HPC Challenge starts from 1 and makes 4 updates for each word: the first states of its register.
  @Test func `the register goes as HPC Challenge's does`() throws {
    let kernel = try prepared("random-access", ["levels": 1, "updates": 33])
    try withSpan(bytes(of: [1] as [UInt64])) { try kernel.replaceInput(named: "start", with: $0) }
    try kernel.run()
    // States 2, 4, … 2^63, then 7, 14, 28: all even ones meet in word 0.
    let states = (1...66).map { $0 < 64 ? UInt64(1) << $0 : 7 << UInt64($0 - 64) }
    #expect(words(kernel) == [states.filter { $0 % 2 == 0 }.reduce(0, ^), states.filter { $0 % 2 == 1 }.reduce(1, ^)])
  }

  @Test(arguments: ["atomic-add", "atomic-swap"])
  func `contended updates are all counted`(name: String) throws {
    let kernel = try prepared(name, ["updates": 64 * 500], threads: 4)
    try kernel.run()
    let terms = try #require(
      kernel.withInputBytes(named: "terms") { bytes in
        (0..<64).map { unsafe bytes.unsafeLoadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
      })
    #expect(words(kernel) == [terms.reduce(0, &+) &* 500])
  }

  @Test func `accesses are counted`() throws {
    #expect(try Operation.named("pointer-chase").cost(type: .u64, parameters: ["lines": 5, "steps": 9]).accesses == 9)
    #expect(try Operation.named("random-access").cost(type: .u64, parameters: ["levels": 5]).accesses == 128)
    #expect(try Operation.named("atomic-add").cost(type: .u64, parameters: ["updates": 7]).accesses == 7)
    #expect(try Operation.named("gemm").cost(type: .f32, parameters: [:]).accesses == 0)
  }
}
