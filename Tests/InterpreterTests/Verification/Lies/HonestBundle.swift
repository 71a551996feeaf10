// Bundles of fresh runs, held in memory, so that many forgeries can start from each.
import Attest
import Foundation
import Interpreter
import Record
import TestSupport

/// A bundle that a real run left, and where its inputs are.
struct HonestBundle: Sendable {
  let files: [String: [UInt8]]
  let records: BundleRecords
  /// Holds the inputs as long as the value lives.
  private let folder: TemporaryFolder
  static let builder = "lab"

  /// Where a verifier finds the inputs.
  var inputs: String { folder.path("inputs") }

  /// - Parameters:
  ///   - caching: Whether an earlier run left its artefacts in a cache, so that this one takes what it may from there.
  ///   - meter: What the file of an external meter holds.
  init(_ example: ExampleSpec, caching: Bool = false, meter: String? = nil) throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    for (id, text) in example.inputs { try folder.write(text, to: "inputs/\(id)") }
    let (plan, spec) = try example.planned()
    var request = RunRequest(
      plan: plan, specs: [SpecFile(bytes: spec, source: "example.yaml")],
      inputs: InputSearch(folders: [folder.path("inputs")], store: nil),
      permissions: Permissions(commands: true, network: ["127.0.0.1"]),
      tool: RunRecord.Tool(name: "etalon", version: "test", executable: nil), results: folder.path("first"),
      cache: caching ? folder.path("cache") : nil, cachePolicy: .unjudged, includesInputs: true)
    if let meter { request.meter = try folder.write(meter, to: "meter.csv") }
    if caching { _ = try Runner.run(request) }
    request.results = folder.path("results")
    let bundle = try Runner.run(request).bundle
    let reading = try BundleReading(path: bundle)
    guard let records = reading.records else { throw NoRecords(findings: reading.findings) }
    self.records = records
    var files: [String: [UInt8]] = [:]
    for path in reading.folder.files.keys { files[path] = try Repository.bytes(of: "\(bundle)/\(path)") }
    self.files = files
  }

  struct NoRecords: Error { let findings: [Finding] }
}

/// The runs that forgeries start from; each is made once.
enum Base: String, CaseIterable, Sendable {
  /// Two products of matrices, a training, a model that is served, and a claim.
  case small
  /// Three trials of a product in the vendor tier.
  case vendor
  /// Two questions to an endpoint.
  case quiz
  /// Answers of a program that judges and an interpreter looked at.
  case judged
  /// A Poisson load and a closed loop on an endpoint.
  case loaded
  /// A program with a result, a result that it prints and a measurement that it prints.
  case program
  /// A program of which nothing must come out the same again.
  case diary
  /// A program that fails, one that runs into its time limit, and a product that finishes.
  case broken
  /// A training that came from the cache, and the model that is served.
  case cached
  /// A product with a sampling rule that looks at the interval, a derived score and a child spec of a standard.
  case scored
  /// A product on every core.
  case wide
  /// A product on one CPU.
  case held

  func bundle() throws -> HonestBundle { try (Base.made[self] ?? .failure(Unmade())).get() }

  private static let made: [Base: Result<HonestBundle, any Error>] = Dictionary(
    uniqueKeysWithValues: allCases.map { base in (base, Result { try base.make() }) })

  private func make() throws -> HonestBundle {
    switch self {
    case .small: try HonestBundle(.small)
    case .vendor: try HonestBundle(.vendor)
    case .quiz: try HonestBundle(.quiz(port: TestServer.faults.get().port))
    case .judged: try HonestBundle(.judged)
    case .loaded: try HonestBundle(.loaded(port: TestServer.loads.get().port))
    case .program: try HonestBundle(.program)
    case .diary: try HonestBundle(.diary)
    case .broken: try HonestBundle(.broken)
    case .cached: try HonestBundle(.cached, caching: true)
    case .scored: try HonestBundle(.scored)
    case .wide: try HonestBundle(.wide)
    case .held: try HonestBundle(.held(to: Base.firstCPU))
    }
  }

  struct Unmade: Error {}

  /// A CPU that this process may run on.
  static let firstCPU = ProcessFacts.current().affinity.first ?? 0
}

extension ExampleSpec {
  private static let shell = "#!/bin/sh\nprintf 'text\\n' > out.txt\nprintf 'answer: 42\\nspeed: 7\\n'\necho talk >&2\n"

  static let program = ExampleSpec(
    text: """
      etalon: 1
      name: program
      seed: 5
      targets: { one-core: { device: cpu, threads: 1 } }
      workloads:
        job:
          command: { file: tool, sha256: DIGEST-tool }
          target: one-core
          outputs: { text: { file: out.txt, result: true } }
          readings:
            answer: { after: "answer: ", origin: result, direction: higher }
            speed: { after: "speed: ", origin: measurement, direction: higher }
          sample: { warmup: 0, count: 10 }
      claims:
        - job.answer == 42
      """, inputs: ["tool": shell])

  static let diary = ExampleSpec(
    text: """
      etalon: 1
      name: diary
      seed: 5
      targets: { one-core: { device: cpu, threads: 1 } }
      workloads:
        job:
          command: { file: tool, sha256: DIGEST-tool }
          target: one-core
          outputs: { text: { file: out.txt, result: false } }
          sample: { warmup: 0, count: 10 }
      """, inputs: ["tool": shell])

  static let broken = ExampleSpec(
    text: """
      etalon: 1
      name: broken
      seed: 5
      targets: { one-core: { device: cpu, threads: 1 } }
      workloads:
        wrong:
          command: { file: wrong, sha256: DIGEST-wrong }
          target: one-core
          outputs: { text: { file: out.txt, result: true } }
          sample: { warmup: 0, count: 10 }
        slow:
          command: { file: slow, sha256: DIGEST-slow }
          target: one-core
          outputs: { text: { file: out.txt, result: true } }
          limits: { time: 100 ms }
          sample: { warmup: 0, count: 10 }
        gemm:
          kernel: gemm
          target: one-core
          with: { m: 16, n: 16, k: 300 }
          trials: 2
          sample: { warmup: 1, min: 10, max: 10, spread: 0 s }
      claims:
        - gemm.throughput > 1 flop/s
      """, inputs: ["wrong": "#!/bin/sh\nexit 3\n", "slow": "#!/bin/sh\nsleep 5\n"])

  static let cached = ExampleSpec(
    text: ExampleSpec.small.text.replacingOccurrences(of: "name: small", with: "name: cached"), inputs: ExampleSpec.small.inputs)

  static let wide = ExampleSpec(
    text: """
      etalon: 1
      name: wide
      seed: 13
      targets: { server: { device: cpu, threads: all } }
      workloads:
        gemm:
          kernel: gemm
          target: server
          with: { m: 512, n: 512, k: 512 }
          sample: { warmup: 1, min: 10, max: 10 }
      """, inputs: [:])

  static func held(to cpu: Int) -> ExampleSpec {
    ExampleSpec(
      text: """
        etalon: 1
        name: held
        seed: 17
        targets: { one-cpu: { device: cpu, threads: 1, conditions: { cpus: [\(cpu)] } } }
        workloads:
          gemm:
            kernel: gemm
            target: one-cpu
            with: { m: 16, n: 16, k: 300 }
            sample: { warmup: 1, min: 10, max: 10 }
        """, inputs: [:])
  }

  static let scored = ExampleSpec(
    text: """
      etalon: 1
      name: scored
      seed: 9
      targets: { one-core: { device: cpu, threads: 1, require: { cores: 1, memory: ">= 1 MiB" } } }
      workloads:
        gemm:
          kernel: gemm
          target: one-core
          with: { m: 16, n: 16, k: 300 }
          trials: 2
          sample: { warmup: 1, min: 10, until: { ci95: 20% }, max: 200, spread: 40 ms }
      claims:
        - gemm.throughput > 1 flop/s
      weighting:
        reference: { values: { gemm.throughput: 1 Gflop/s } }
        mean: geometric
        score:
          compute: { weight: 100%, of: { gemm.throughput: 1 } }
      """, inputs: [:])
}
