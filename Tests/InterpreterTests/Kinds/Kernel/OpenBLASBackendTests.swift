import Attest
import Glibc
import Kernels
import Record
import Testing
import TestSupport

@testable import Interpreter

@Suite(.enabled(if: HostFiles(root: "").exists("/usr/lib/x86_64-linux-gnu/libopenblas.so.0"), "OpenBLAS is not installed"))
struct `The backend of OpenBLAS` {
  private func work(_ type: String, _ sizes: [String: Int], _ operation: String = "gemm") -> KernelWork {
    KernelWork(operation: operation, type: type, parameters: sizes, revision: 1, tier: .vendor, flops: 0, bytes: 0)
  }

  private func context(_ work: KernelWork, threads: Int = 1, purpose: TrialContext.Purpose = .reproduce) -> TrialContext {
    let node = Node(
      id: "gemm", workload: "gemm", coordinates: [], target: "host", numerics: .vendor, needs: [], inputs: [], trials: 1,
      work: .kernel(work), sampling: Sampling(warmup: 1, min: 3, max: 3), limits: Limits(), metrics: [])
    var fixture = EvaluationFixture(url: "http://localhost/")
    fixture.purpose = purpose
    let base = fixture.context()
    return TrialContext(
      plan: base.plan, node: node, index: 0, host: HostResolution(threads: threads, isa: "avx2"), permissions: Permissions(),
      purpose: purpose, streamKey: base.streamKey, input: base.input, artifact: base.artifact,
      answers: base.answers, progress: base.progress, isCancelled: { false })
  }

  private func execute(_ work: KernelWork, _ context: TrialContext) throws -> TrialOutcome {
    try executeKernel(work, on: OpenBLASBackend(), context, .system)
  }

  @Test(arguments: [
    ("f32", ["m": 65, "n": 33, "k": 300]), ("f64", ["m": 17, "n": 70, "k": 129]), ("f32", ["m": 20, "n": 31, "k": 44, "transpose-a": 1]),
    ("f64", ["m": 20, "n": 31, "k": 44, "transpose-b": 1]), ("f32", ["m": 1, "n": 1, "k": 1]), ("f32", ["m": 3, "n": 2, "k": 0]),
  ])
  func `gives a product within its error bound and keeps it`(type: String, sizes: [String: Int]) throws {
    let work = work(type, sizes)
    let outcome = try execute(work, context(work))
    #expect(outcome.status == .ok && outcome.results.isEmpty)
    #expect(outcome.bounded.map(\.name) == ["output", "error-ratio"] && outcome.bounded.allSatisfy { $0.class == .bounded })
    let bytes = try #require(outcome.artifacts.first?.bytes)
    #expect(outcome.bounded[0].value == .digest(SHA256.digest(of: bytes)))
    #expect(bytes.count == (sizes["m"] ?? 0) * (sizes["n"] ?? 0) * (type == "f32" ? 4 : 8))
    #expect(try errorRatio(of: bytes, work, context(work)) <= 1)
    #expect(outcome.library?.hasPrefix("OpenBLAS 0.") == true && outcome.library?.hasSuffix("1 thread") == true)
  }

  @Test func `gives products of a matrix and a vector too`() throws {
    for (type, sizes) in [
      ("f32", ["m": 65, "n": 300]), ("f64", ["m": 17, "n": 129, "transpose": 1]), ("f32", ["m": 40, "n": 31, "transpose": 1]),
      ("f64", ["m": 1, "n": 1]), ("f32", ["m": 3, "n": 0]), ("f64", ["m": 70, "n": 33]),
    ] {
      let work = work(type, sizes, "gemv")
      var bytes = try #require(try execute(work, context(work)).artifacts.first?.bytes)
      #expect(bytes.count == (sizes["m"] ?? 0) * (type == "f32" ? 4 : 8))
      #expect(try errorRatio(of: bytes, work, context(work)) <= 1, "\(type) \(sizes)")
      bytes[bytes.count - 1] ^= 0x40
      #expect(try errorRatio(of: bytes, work, context(work)) > 1, "\(type) \(sizes)")
    }
  }

  @Test func `an output of zeros is outside the bound, however many terms an element has`() throws {
    for (type, terms) in [("f32", 300), ("f32", 262_144), ("f32", 4_000_000), ("f64", 1_000_000)] {
      let work = work(type, ["m": 3, "n": terms], "gemv")
      var bytes = try #require(try execute(work, context(work)).artifacts.first?.bytes)
      #expect(try errorRatio(of: bytes, work, context(work)) <= 1, "\(type) \(terms)")
      #expect(try errorRatio(of: [UInt8](repeating: 0, count: bytes.count), work, context(work)) > 1, "\(type) \(terms)")
      let size = bytes.count / 3
      bytes.replaceSubrange(0..<size, with: [UInt8](repeating: 0, count: size))
      #expect(try errorRatio(of: bytes, work, context(work)) > 1, "one element of zero, \(type) \(terms)")
    }
    let beyond = work("f32", ["m": 1, "n": 1 << 23], "gemv")
    #expect(throws: RunFault.self) { try errorRatio(of: [0, 0, 0, 0], beyond, context(beyond)) }
  }

  @Test func `a forged output is outside the bound, and a short one is no output`() throws {
    let work = work("f32", ["m": 8, "n": 8, "k": 64])
    var bytes = try #require(try execute(work, context(work)).artifacts.first?.bytes)
    bytes[3] ^= 0x10
    #expect(try errorRatio(of: bytes, work, context(work)) > 1)
    #expect(throws: RunFault.self) { try errorRatio(of: Array(bytes.dropLast()), work, context(work)) }
  }

  @Test func `random products stay within the bound, and one that forgets a term, or rounds worse, breaks it`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    for round in 0..<24 {
      let type = round.isMultiple(of: 2) ? "f32" : "f64"
      var sizes = ["m", "n", "k"].reduce(into: [:]) { $0[$1] = Int.random(in: 1...90, using: &generator) }
      for flag in ["transpose-a", "transpose-b"] { sizes[flag] = Int.random(in: 0...1, using: &generator) }
      let (work, note) = (work(type, sizes), "seed \(seed), round \(round), \(type), \(sizes)")
      let context = context(work, threads: 1 + round % 2)
      let bytes = try #require(try execute(work, context).artifacts.first?.bytes)
      #expect(try errorRatio(of: bytes, work, context) <= 1, "\(note)")
      let product = WrongProducts(bytes, of: try preparedKernel(work, on: CPUBackend(), context, try context.engine()), work)
      let place = product.place(&generator)
      #expect(try errorRatio(of: product.forgettingATerm(at: place), work, context) > 1, "\(note)")
      #expect(try errorRatio(of: product.rounded(toBits: type == "f32" ? 9 : 36), work, context) > 1, "\(note)")
      #expect(try errorRatio(of: product.notANumber(at: place), work, context) > 1, "\(note)")
    }
  }

  /// Outputs that no order of additions gives.
  private struct WrongProducts {
    let output: [Double]
    let sizes: [String: Int]
    let isWide: Bool
    let a: [Double]
    let b: [Double]

    init(_ bytes: [UInt8], of kernel: any PreparedKernel, _ work: KernelWork) {
      isWide = work.type == "f64"
      sizes = work.parameters
      output = WrongProducts.numbers(bytes, isWide: isWide)
      let inputs = ["a", "b"].map { name in kernel.withInputBytes(named: name) { $0.array } ?? [] }
      a = WrongProducts.numbers(inputs[0], isWide: isWide)
      b = WrongProducts.numbers(inputs[1], isWide: isWide)
    }

    private static func numbers(_ bytes: [UInt8], isWide: Bool) -> [Double] {
      stride(from: 0, to: bytes.count, by: isWide ? 8 : 4).map { start in
        let bits = bytes[start..<start + (isWide ? 8 : 4)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return isWide ? Double(bitPattern: bits) : Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
      }
    }

    private func bytes(_ numbers: [Double]) -> [UInt8] {
      numbers.flatMap { isWide ? littleEndianBytes($0.bitPattern) : littleEndianBytes(Float($0).bitPattern) }
    }

    func place(_ generator: inout SeededGenerator) -> Int { Int.random(in: 0..<output.count, using: &generator) }

    /// Without the largest of the terms of one element.
    func forgettingATerm(at place: Int) -> [UInt8] {
      let (m, n, k) = (sizes["m"] ?? 0, sizes["n"] ?? 0, sizes["k"] ?? 0)
      let (i, j) = (place / n, place % n)
      let terms = (0..<k).map { p in
        a[sizes["transpose-a"] == 1 ? p * m + i : i * k + p] * b[sizes["transpose-b"] == 1 ? j * k + p : p * n + j]
      }
      var wrong = output
      wrong[place] -= terms.max { $0.magnitude < $1.magnitude } ?? 0
      return bytes(wrong)
    }

    /// Every element with so many bits alone, as a product of narrower numbers has them, cut toward zero.
    func rounded(toBits bits: Int) -> [UInt8] {
      bytes(output.map { Double(bitPattern: $0.bitPattern & ~((1 << UInt64(52 - bits)) - 1)) })
    }

    func notANumber(at place: Int) -> [UInt8] {
      var wrong = output
      wrong[place] = .nan
      return bytes(wrong)
    }
  }

  @Test func `an operation, a type or a layout that the library lacks is refused`() {
    for (operation, type, sizes) in [
      ("relu", "f32", ["n": 4]), ("gemm", "f16", ["m": 4]), ("gemm-integer", "i8", ["m": 4]), ("gemm", "f32", ["m": 4, "prepacked": 1]),
    ] {
      let work = work(type, sizes, operation)
      #expect(throws: RunFault.self) { try execute(work, context(work)) }
    }
  }

  @Test func `its kernel has the operands that the catalogue draws, and takes others`() throws {
    let (engine, operation) = (try Engine(), try Kernels.Operation.named("gemm"))
    let kernels = try [CPUBackend() as any Backend, OpenBLASBackend()].map { backend in
      var stream = RandomStream(Kernels.Operation.goldenKey)
      return try backend.prepare(
        operation, type: .f64, parameters: ["m": 3, "n": 4, "k": 5], stream: &stream, engine: engine,
        memoryLimit: Kernels.Operation.defaultMemoryLimit)
    }
    for name in ["a", "b"] {
      #expect(kernels[0].withInputBytes(named: name) { $0.array } == kernels[1].withInputBytes(named: name) { $0.array })
    }
    #expect(kernels[1].inputNames == ["a", "b"] && kernels[1].outputType == .f64 && kernels[1].cost == kernels[0].cost)
    for kernel in kernels {
      // Bytes of an array that nothing changes meanwhile.
      try unsafe kernel.replaceInput(named: "a", with: [UInt8](repeating: 0, count: 3 * 5 * 8).span.bytes)
      try kernel.run()
      #expect(kernel.withOutputBytes { $0.array } == [UInt8](repeating: 0, count: 3 * 4 * 8))
    }
  }

  @Test func `more threads than the library has are refused`() throws {
    let work = work("f32", ["m": 8, "n": 8, "k": 8])
    let fault = #expect(throws: RunFault.self) { try execute(work, context(work, threads: 1000)) }
    #expect(fault?.code == .threadsUnavailable)
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
