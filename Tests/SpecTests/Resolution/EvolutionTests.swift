import Record
import TestSupport
import Testing

@testable import Spec

/// What a later catalogue adds changes no byte of a plan that an earlier one made.
struct EvolutionTests {
  /// The catalogue of the published specs, one version later: a kernel, a parameter, a setting, a format, a scorer and a metric came.
  static let newer: Catalogue = {
    var catalogue = publishedCatalogue
    catalogue.version = 2
    for index in catalogue.kernels.indices {
      catalogue.kernels[index].parameters.append(
        KernelParameter(name: "alpha", meaning: "a factor", range: 1...9, standard: 1, since: 2))
    }
    catalogue.kernels.append(
      KernelEntry(
        name: "gemm-sparse", summary: "", since: 2, types: ["f32"], parameters: [], revision: 1, numerics: { _ in .portable },
        vendorTypes: []
      ) { _, _ in KernelCost(flops: 1, bytes: 1, footprint: 1) })
    for index in catalogue.formats.indices {
      catalogue.formats[index].settings.append(SettingEntry("comment", .text, .standard("#"), "Lines to skip begin so.", since: 2))
    }
    catalogue.formats.insert(
      FormatEntry(word: "arrow", noun: "an Arrow format", summary: "Columns.", yields: [.init(.table)], settings: [], since: 2), at: 0)
    catalogue.scorers[0].settings.append(SettingEntry("strip", .boolean, .standard("false"), "Strip marks.", since: 2))
    catalogue.scorers[0].metrics.append(.result("strictness", .higher, "a result", since: 2))
    catalogue.scorers.insert(
      ScorerEntry(name: "contains", revision: 1, noun: "a part", summary: "A part.", settings: [], metrics: [], since: 2), at: 0)
    return catalogue
  }()

  private func plan(_ source: SourceFile, _ catalogue: Catalogue, _ language: Language) throws -> Plan {
    let (planned, diagnostics) = makePlan(from: source, in: workbench(catalogue: catalogue), by: language)
    #expect(diagnostics.filter { $0.severity == .error }.human() == "")
    return try #require(planned).plan
  }

  @Test(arguments: PublishedSpecTests.specs) func `a published spec gives the bytes it gave before the additions`(_ path: String) throws {
    let source = try #require(sourceFile(path))
    let before = try plan(source, publishedCatalogue, .current)
    let view = try #require(EvolutionTests.newer.view(of: 1))
    let after = try plan(source, view, NewerKernelPlanner.language)
    #expect(before.catalogue == 1)
    #expect(try after.canonicalBytes() == before.canonicalBytes())
  }

  @Test func `a plan of the later version has what it brought, and names the version`() throws {
    let source = try sourceFile(
      text: """
        etalon: 1
        name: test
        targets: { host: {} }
        datasets: { quiz: { file: d, sha256: \(String(repeating: "0", count: 64)), format: { jsonl: { input: q, answer: a } } } }
        subjects: { model: { endpoint: { url: "http://127.0.0.1:1/v1", model: tiny } } }
        workloads:
          gemm: { kernel: gemm, rest: 3 }
          quiz: { evaluate: model, dataset: quiz }
        claims: [gemm.p99 < 1 s, quiz.strictness > 0.5]
        """)
    let plan = try plan(source, EvolutionTests.newer, NewerKernelPlanner.language)
    #expect(plan.catalogue == 2)
    #expect(plan.nodes[0].sampling.warmup == 5)
    guard case .kernel(let kernel) = plan.nodes[0].work, case .evaluate(let quiz) = plan.nodes[1].work else { return #expect(Bool(false)) }
    #expect(kernel.parameters["alpha"] == 1)
    #expect(quiz.scorers.first?.settings.values["strip"] == false)
    #expect(plan.input("quiz")?.format?.settings.values["comment"] == "#")
  }

  @Test(arguments: [
    ("gemm: { kernel: gemm, rest: 3 }", "unknown-key", "`rest` came with version 2"),
    ("quiz: { evaluate: model, dataset: quiz, scorer: { exact-match: { strip: true } } }", "unknown-key", "`strip` came with version 2"),
    ("gemm: { kernel: gemm-sparse }", "unknown-kernel", "docs/kernels.md lists all"),
    ("quiz: { evaluate: model, dataset: quiz, scorer: contains }", "unknown-choice", "it is `exact-match`"),
    ("gemm: { kernel: gemm, with: { alpha: 2 } }", "unknown-kernel-parameter", "it has"),
  ]) func `what came later does not exist in an earlier version`(_ workload: String, _ id: String, _ help: String) throws {
    let text = """
      etalon: 1
      name: test
      targets: { host: {} }
      datasets: { quiz: { file: d, sha256: \(String(repeating: "0", count: 64)), format: { jsonl: { input: q, answer: a } } } }
      subjects: { model: { endpoint: { url: "http://127.0.0.1:1/v1", model: tiny } } }
      workloads:
        \(workload)
      """
    let view = try #require(EvolutionTests.newer.view(of: 1))
    let context = workbench(knowsDigests: false, catalogue: view)
    let problems = makePlan(from: try sourceFile(text: text), in: context, by: NewerKernelPlanner.language).diagnostics
    let errors = problems.filter { $0.severity == .error }
    #expect(errors.map(\.id) == [id])
    #expect(errors.first?.help?.contains(help) == true, "\(errors.human())")
  }

  @Test func `a metric that came later says so`() throws {
    let text = "etalon: 1\nname: test\ntargets: { host: {} }\nworkloads: { gemm: { kernel: gemm } }\nclaims: [gemm.p99 < 1 s]\n"
    let view = try #require(EvolutionTests.newer.view(of: 1))
    let problems = makePlan(from: try sourceFile(text: text), in: workbench(catalogue: view), by: NewerKernelPlanner.language).diagnostics
    #expect(problems.map(\.id) == ["unknown-metric"])
    #expect(problems.first?.help == "`p99` came with version 2 of the catalogue, and this plan is made with version 1")
  }

  @Test func `there is no view of a version that is still to come`() {
    #expect(EvolutionTests.newer.view(of: 3) == nil)
    #expect(EvolutionTests.newer.view(of: 0) == nil)
  }
}
