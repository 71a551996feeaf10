import Record
import Synchronization
import Testing
import TestSupport

@testable import Spec

/// The numerics of every kernel of these tests.
@Sendable private func portable(_ type: String) -> Numerics { Numerics("portable-f32/1", .bits) }

/// A catalogue that only these tests know, so that a change of the kernels changes no expectation here.
let testCatalogue: Catalogue = {
  @Sendable func cost(_ flops: Int, _ bytes: Int) throws(SizeProblem) -> KernelCost {
    guard flops >= 0, bytes >= 0 else {
      throw SizeProblem("the sizes multiply to more than 2^63", help: "make them smaller", isTooLarge: true)
    }
    return KernelCost(flops: UInt64(flops), bytes: UInt64(bytes), footprint: UInt64(bytes))
  }
  @Sendable func times(_ factors: Int...) -> Int {
    factors.reduce(1) { product, factor in
      let (value, overflow) = product.multipliedReportingOverflow(by: factor)
      return overflow || product < 0 ? -1 : value
    }
  }
  let edge = 1...(1 << 24)
  let gemm = KernelEntry(
    name: "gemm", summary: "multiplies matrices", types: ["f32", "f64"],
    parameters: [
      KernelParameter(name: "m", meaning: "rows of the product", range: edge, standard: 1024),
      KernelParameter(name: "n", meaning: "columns of the product", range: edge, standard: 1024),
      KernelParameter(name: "k", meaning: "terms of each element", range: edge, standard: 1024),
    ], revision: 1,
    numerics: portable, vendorTypes: ["f32", "f64"]
  ) { (type, sizes) throws(SizeProblem) in
    let (m, n, k) = (sizes["m"] ?? 0, sizes["n"] ?? 0, sizes["k"] ?? 0)
    return try cost(times(2, m, n, k), times(type == "f32" ? 4 : 8, m, n))
  }
  let triad = KernelEntry(
    name: "stream-triad", summary: "c = a + 3 b", types: ["f64"],
    parameters: [KernelParameter(name: "n", meaning: "elements", range: 1...(1 << 34))], revision: 1, numerics: portable,
    vendorTypes: []
  ) { (_, sizes) throws(SizeProblem) in try cost(0, times(24, sizes["n"] ?? 0)) }
  let copy = KernelEntry(
    name: "stream-copy", summary: "c = a", types: ["f64"],
    parameters: [KernelParameter(name: "n", meaning: "elements", range: 1...(1 << 34))], revision: 1, numerics: portable,
    vendorTypes: []
  ) { (_, sizes) throws(SizeProblem) in try cost(0, times(16, sizes["n"] ?? 0)) }
  let pool = KernelEntry(
    name: "max-pool", summary: "takes the largest of each window", types: ["f32"],
    parameters: ["height", "window"].map { KernelParameter(name: $0, meaning: $0, range: 1...64, standard: 2) }, revision: 1,
    numerics: portable, vendorTypes: []
  ) { (_, sizes) throws(SizeProblem) in
    guard let height = sizes["height"], let window = sizes["window"], window <= height else {
      throw SizeProblem("the window does not fit into the image", help: "make the window smaller", setting: "window")
    }
    return try cost(height, height)
  }
  let revisions = [
    "adamw": 1, "dense": 1, "gemm": 1, "random-uniform": 1, "reduce-sum": 1, "relu": 1, "sgd": 1, "softmax-cross-entropy": 1,
  ]
  @Sendable func optimizer(_ work: TrainWork) -> String {
    switch work.optimizer {
    case .sgd: "sgd"
    case .adamw: "adamw"
    }
  }
  @Sendable func blocks(_ work: TrainWork) -> [String] {
    ["dense", "gemm", "random-uniform", "reduce-sum", "relu", "softmax-cross-entropy", optimizer(work)]
  }
  let models = ["mlp", "cnn", "gpt"].map { name in
    ModelEntry(name: name, trainingBlocks: blocks, servingBlocks: { _ in ["dense", "gemm", "relu"] }) { work in
      guard case .gpt(let gpt) = work.model, !gpt.width.isMultiple(of: gpt.heads) else { return nil }
      return SizeProblem(
        "\(gpt.heads) heads do not divide a width of \(gpt.width)", help: "make the width a multiple of the heads", setting: "heads")
    }
  }
  return Catalogue(
    version: 1, kernels: [gemm, triad, copy, pool], revisions: revisions, models: models, formats: TestEntries.formats,
    subjects: [TestEntries.endpoint], extractions: TestEntries.extractions,
    scorers: [TestEntries.exactMatch, TestEntries.repeated, TestEntries.multipleChoice], memoryLimit: 1 << 36)
}()

/// Formats, subjects and scorers as a release might have them.
enum TestEntries {
  static let formats = [
    FormatEntry(
      word: "csv", noun: "a CSV format", summary: "A table.", yields: [.init(.table)],
      settings: [
        SettingEntry("label", .text, .required, "The column that holds the class."),
        SettingEntry("scale", .number(.positive), .optional, "Features are multiplied by this."),
      ]),
    FormatEntry(
      word: "jsonl", noun: "a JSON Lines format", summary: "One JSON object a line.", yields: [.init(.items)],
      settings: [
        SettingEntry("id", .text, .optional, "The field that names an item."),
        SettingEntry("input", .text, .required, "The field that holds the question."),
        SettingEntry("answer", .text, .required, "The field that holds the expected answer."),
        SettingEntry("answer-is", .word(["text", "letter"]), .optional, "How an answer names a choice."),
        SettingEntry("choices", .fields, .optional, "What can be chosen."),
        SettingEntry("category", .field, .optional, "The part of the dataset."),
      ]),
    FormatEntry(
      word: "text", noun: "a text format", summary: "Running text.", yields: [.init(.text)],
      settings: [SettingEntry("tokens", .word(["characters"]), .standard("characters"), "What a token is.")]),
  ]

  static let endpoint = SubjectEntry(
    word: "endpoint", noun: "an endpoint", summary: "An HTTP endpoint.",
    settings: [
      SettingEntry("url", .url, .required, "The base address."), SettingEntry("model", .text, .required, "The model's name."),
      SettingEntry("credential", .name, .optional, "A label."),
    ])

  static let extractions = [
    ExtractionEntry(name: "whole", revision: 1, noun: "a whole reply", summary: "The reply as it is.", settings: []),
    ExtractionEntry(name: "letter", revision: 1, noun: "a letter", summary: "The letter of a choice.", settings: []),
    ExtractionEntry(
      name: "regex", revision: 1, noun: "a regular expression", summary: "What a pattern matches.",
      settings: [SettingEntry("pattern", .text, .required, "The pattern.")],
      problem: { $0.values["pattern"]?.text == "(" ? ("pattern", "`(` without `)` (character 1)") : nil }),
  ]

  static let multipleChoice = ScorerEntry(
    name: "multiple-choice", revision: 1, noun: "a multiple choice", summary: "The answer names the right choice.", settings: [],
    metrics: [.result("choice-accuracy", .higher, "share of the items that are right")])

  static let repeated = ScorerEntry(
    name: "repeated", revision: 1, noun: "repeated tries", summary: "Several tries, seen by a judge.",
    settings: [
      SettingEntry("samples", .integer(1...9), .standard("8"), "How many."),
      SettingEntry("k", .integer(1...9), .standard("4"), "How many count."),
      SettingEntry("judge", .name, .optional, "Who judges."),
    ], metrics: [.result("pass", .higher, "share of right tries")], asks: { _ in true },
    subjects: { [$0.values["judge"]?.text].compactMap(\.self) },
    problem: { settings in
      guard let samples = settings.values["samples"]?.number, let tries = settings.values["k"]?.number else { return nil }
      return samples > tries ? nil : "as many samples as tries"
    })

  static let exactMatch = ScorerEntry(
    name: "exact-match", revision: 1, noun: "an exact match", summary: "The answer equals the expected one.",
    settings: [SettingEntry("normalize", .boolean, .standard("true"), "Compare after trimming white space and folding case.")],
    metrics: [.result("accuracy", .higher, "share of right answers")])
}

/// The same with the operations that published specs name besides.
let publishedCatalogue: Catalogue = {
  var catalogue = testCatalogue
  let sizes = [
    "gemm-integer": ["m", "n", "k"], "exp": ["n"], "softmax": ["rows", "columns"], "exact-sum": ["n"], "gemv": ["m", "n"],
  ]
  catalogue.kernels += sizes.sorted { $0.key < $1.key }.map { name, sizes in
    KernelEntry(
      name: name, summary: "", types: ["f32", "f64"],
      parameters: sizes.map { KernelParameter(name: $0, meaning: "", range: 1...(1 << 24), standard: 1024) }, revision: 1,
      numerics: portable, vendorTypes: name == "gemv" ? ["f32", "f64"] : []
    ) { _, _ in KernelCost(flops: 1, bytes: 1, footprint: 1) }
  }
  return catalogue
}()

/// The name of a file without its folders.
func folder(of path: String) -> String { path.split(separator: "/").dropLast().joined(separator: "/") }

/// A spec file of the checkout, or `nil`.
func sourceFile(_ path: String) -> SourceFile? {
  guard let bytes = try? Repository.bytes(of: Repository.path(path)), let digest = sha256(bytes) else { return nil }
  return SourceFile(name: path, bytes: bytes, digest: digest)
}

/// A spec that stands in a test.
func sourceFile(text: String, name: String = "spec.yaml") throws -> SourceFile {
  let digest = try #require(sha256(Array(text.utf8)))
  return SourceFile(name: name, bytes: Array(text.utf8), digest: digest)
}

/// Planning with the files of the checkout at hand.
func workbench(
  _ overrides: [Override] = [], knowsDigests: Bool = true, catalogue: Catalogue = testCatalogue
) -> PlanningContext {
  PlanningContext(
    catalogue: catalogue, overrides: overrides,
    parent: { path, _, from in
      sourceFile(folder(of: from.name) + "/" + path).map { .success($0) } ?? .failure(SourceProblem("no such file"))
    },
    digestOfFile: { path, from in
      guard knowsDigests else { return nil }
      return digestOfFile(folder(of: from.name) + "/" + path)
    })
}

/// The digest of a file of the checkout, computed once: this SHA-256 is slow in a debug build.
func digestOfFile(_ path: String) -> Digest? {
  if let known = digests.withLock({ $0[path] }) { return known }
  let digest = (try? Repository.bytes(of: Repository.path(path))).flatMap(sha256)
  if let digest { digests.withLock { $0[path] = digest } }
  return digest
}

private let digests = Mutex<[String: Digest]>([:])

/// Every file of a folder of the checkout with an extension, sorted.
func files(in folder: String, ending: String) -> [String] {
  let found = (try? run("/usr/bin/find", [Repository.path(folder), "-maxdepth", "1", "-name", "*.\(ending)"]))?.output ?? ""
  return found.split(separator: "\n").map { "\(folder)/" + ($0.split(separator: "/").last ?? "") }.sorted()
}

/// The plan of a spec that stands in a test; fails the test with the rendered problems where there is none.
func plan(_ text: String, _ overrides: [Override] = []) throws -> Plan {
  let (planned, diagnostics) = makePlan(from: try sourceFile(text: text), in: workbench(overrides))
  if planned == nil { Issue.record("\(diagnostics.human())") }
  return try #require(planned).plan
}

/// The problems of a spec that stands in a test.
func problems(_ text: String, _ overrides: [Override] = []) throws -> [Diagnostic] {
  makePlan(from: try sourceFile(text: text), in: workbench(overrides)).diagnostics
}
