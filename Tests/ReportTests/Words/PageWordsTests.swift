import Foundation
import Record
import TestSupport
import Testing

@testable import Report

/// The sample page with everything on it that a run can bring about.
private var eventful: ReportInput {
  var input = SampleInput().input
  for (index, status) in [TrialStatus.failed, .cut, .refused, .skipped].enumerated() {
    input.trials[index].status = status
    input.trials[index].reason = index == 0 ? nil : "the program ended with status 1"
  }
  let lost = Attempt(started: Timestamp(secondsSince1970: 1_795_426_201), ended: nil, outcome: .interrupted)
  input.trials[4].attempts = [Attempt](repeating: lost, count: 23)
  input.run.partial = ["two cells were left out by --only"]
  input.run.redacted = 3
  input.run.overrides = [Override(path: "seed", value: "1")]
  input.run.allowed = ["command"]
  input.plan.division = .custom
  input.plan.deviations = [Deviation(path: "workloads.gemm.with.m", inherited: "1024", here: nil)]
  input.doubts = [Bilingual("this run was disturbed", "本次运行受到干扰")]
  input.environment.taints.append("of-tomorrow")
  input.inputs.files[0].license = nil
  input.scores.claims[0].verdict = .fails
  input.scores.claims.append(ClaimVerdict(id: "claim-3", text: "a > b", verdict: .unjudged, because: "no value of it is there"))
  let works: [Work] = [
    .command(CommandWork(program: "tool", arguments: [], environment: [:], outputs: [], readings: [])),
    .load(LoadWork(server: .program("tool"), dataset: nil, scenario: .singleStream, queries: 100)),
    .load(
      LoadWork(
        server: .model("training"), dataset: "digits", scenario: .server(rate: Rational(20)), queries: 100,
        objectives: LoadWork.Objectives(latency: 2_000_000))),
    .train(
      TrainWork(
        model: .gpt(TrainWork.Transformer(layers: 1, width: 32, heads: 4, context: 64)), batch: 64,
        optimizer: .sgd(TrainWork.Optimizer.SGD(lr: SampleInput.ratio(1, 10), momentum: Rational(0))), dataset: "digits", stop: nil,
        epochs: 3, revisions: [:])),
    .train(
      TrainWork(
        model: .cnn(TrainWork.Convolutional(image: [28, 28, 1], convolutions: [.init(channels: 8, kernel: 3)], dense: [128, 10])),
        batch: 64,
        optimizer: .sgd(TrainWork.Optimizer.SGD(lr: SampleInput.ratio(1, 10), momentum: Rational(0))), dataset: "digits", stop: nil,
        epochs: 1, steps: 500, revisions: [:])),
  ]
  for (index, work) in works.enumerated() {
    var node = SampleInput.nodes[4]
    (node.id, node.workload, node.work) = ("w\(index)", "w\(index)", work)
    input.plan.nodes.append(node)
  }
  return input
}

/// A whole evaluation of answers.
private var evaluation: ReportInput {
  let items = [
    SampleEvaluation.item(0, question: String(repeating: "长", count: 1300), reply: "2", variant: "typos"),
    SampleEvaluation.item(1, question: "长", reply: "长2长", right: false, category: "sums"), SampleEvaluation.error(2),
  ]
  return SampleEvaluation.input(items)
}

private let pages: [@Sendable () -> ReportInput] = [
  { eventful }, { SampleInput().input }, { evaluation }, { RooflineInput.withStream },
]

@Test(arguments: pages.indices)
func `a Chinese page has no run of English words outside names, code and data`(index: Int) {
  var input = pages[index]()
  input.language = .zh
  let bytes = renderReport(input)
  #expect(TagBalance.fault(in: bytes) == nil)
  let runs = EnglishRuns(ofPage: String(decoding: bytes, as: UTF8.self)).runs
  #expect(runs.isEmpty, "\(runs.sorted())")
}

@Test(arguments: pages.indices)
func `an English page has no Chinese of its own`(index: Int) {
  let text = page(pages[index]())
  let chinese = text.unicodeScalars.filter { (0x4E00...0x9FFF).contains($0.value) && $0 != "长" }
  #expect(text.contains("<html lang=\"en\">") && chinese.isEmpty, "\(String(String.UnicodeScalarView(chinese)))")
}

@Test func `the finder of English finds it`() {
  #expect(EnglishRuns(ofPage: "<p>一 some English words 二</p>").runs == ["some English words"])
  #expect(EnglishRuns(ofPage: "<p title=\"more English\">一<code>a b c</code><span lang=\"en\">d e f g</span></p>").runs == ["more English"])
}

@Test func `a page says its language, and whoever renders it again reads it there`() {
  var input = SampleInput().input
  #expect(declaredReportLanguage(of: renderReport(input)) == .en)
  input.language = .zh
  let bytes = renderReport(input)
  #expect(String(decoding: bytes, as: UTF8.self).contains("<html lang=\"zh-CN\">"))
  #expect(declaredReportLanguage(of: bytes) == .zh && declaredReportRevision(of: bytes) == reportRevision)
}

@Test(arguments: [
  "", "<!DOCTYPE html>", "<!DOCTYPE html>\n<html lang=\"zh-CN", "<!DOCTYPE html>\n<html lang=\"xx\">", "<p lang=\"zh-CN\">",
])
func `a page of unknown language is taken for English`(page: String) {
  #expect(declaredReportLanguage(of: Array(page.utf8)) == .en)
}

@Test func `every taint has a meaning in both languages`() {
  for rule in TaintRule.all {
    let words = PageWords(.zh).meaning(ofTaint: rule.tag)
    #expect(words != PageWords(.en).meaning(ofTaint: rule.tag) && words.unicodeScalars.contains { $0.value > 0x4E00 }, "\(rule.tag)")
  }
}

@Test func `a division is put into words, with the number of changed rules`() {
  let words = PageWords(.en)
  #expect(words.divisionName(.standard) == "standard")
  #expect(words.divisionSentence(.none, deviations: 0) == "The spec locks no rule and extends none that does.")
  #expect(words.divisionSentence(.custom, deviations: 1) == "The spec changed 1 locked rule of its standard; see the trials.")
}

@Test func `a whole Chinese page reads so`() {
  var input = SampleInput().input
  input.language = .zh
  let text = page(input)
  for expected in [
    "Etalon 评测报告", "总分", "1 条成立，1 条未决", "95 % 区间", "越高越好", "算子 gemm，", "重新执行必须得到的", "本页不能证明什么", "如何验证",
    "sha256sum -c manifest-sha256.txt", "历时 2 分 27 秒", "虚拟机管理程序占用了", "中位数的 95 % 区间", "运行前计划了 8 次试验，全部完成。",
  ] { #expect(text.contains(expected), "\(expected)") }
}
