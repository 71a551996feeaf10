internal import Record

/// The answer at a glance, the boxes of doubts, and claims.
extension PageWords {
  var totalScore: String { say("Total score", "总分") }
  var none: String { say("none", "无") }
  var noValue: String { say("no value", "无值") }
  var noWeighting: String {
    say("The spec declares no weighting, so the metrics below stand for themselves.", "规格没有声明权重，下面各项指标各自成立。")
  }
  var totalMissing: String {
    say("A branch of the score has no value: see the score and the trials below.", "分数的某个分支没有值：见下文的分数与试验。")
  }
  func totalInterval(_ interval: String) -> String { say("95 % interval \(interval). ", "95 % 区间 \(interval)。") }
  var better: String { say("Better than the reference\u{A0}(1).", "优于参考值（1）。") }
  var below: String { say("Below the reference\u{A0}(1).", "低于参考值（1）。") }
  var notDistinguishable: String { say("Not distinguishable from the reference\u{A0}(1).", "与参考值（1）无法区分。") }

  var claims: String { say("Claims", "断言") }
  var noClaims: String { say("The spec registered no claim before the run.", "规格在运行前没有登记断言。") }
  var allHold: String { say("all hold", "全部成立") }
  func registered(_ count: Int) -> String {
    say("\(counted(count, "claim")), registered before the run.", "\(grouped(count)) 条断言，均在运行前登记。")
  }
  func ofRegistered(_ count: Int) -> String {
    say("Of \(counted(count, "claim")), registered before the run.", "共 \(grouped(count)) 条断言，均在运行前登记。")
  }
  func claimCounts(held: Int, failed: Int, open: Int) -> String {
    let words = [
      (held, say(held == 1 ? "holds" : "hold", "条成立")), (failed, say(failed == 1 ? "fails" : "fail", "条不成立")),
      (open, say("undecided", "条未决")),
    ]
    return words.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: say(", ", "，"))
  }

  var trials: String { say("Trials", "试验") }
  func finished(_ finished: Int, of planned: Int) -> String {
    say("\(grouped(finished)) of \(grouped(planned))", "\(grouped(finished)) / \(grouped(planned))")
  }
  var trialsFinished: String { say("Planned trials that finished.", "计划中的试验有多少已完成。") }

  var division: String { say("Division", "分组") }
  func divisionName(_ division: Division) -> String {
    switch division {
    case .standard: say("standard", "标准组")
    case .none: say("none", "无")
    case .custom: say("custom", "自定组")
    }
  }
  func divisionSentence(_ division: Division, deviations: Int) -> String {
    switch division {
    case .standard: say("The run kept every rule that the standard locks.", "运行遵守了标准锁定的每一条规则。")
    case .none: say("The spec locks no rule and extends none that does.", "规格既不锁定规则，也没有继承锁定规则的规格。")
    case .custom:
      say(
        "The spec changed \(counted(deviations, "locked rule")) of its standard; see the trials.",
        "规格更改了标准锁定的 \(grouped(deviations)) 条规则；见“试验”一节。")
    }
  }

  var partial: String { say("This run is partial", "本次运行不完整") }
  var doubtfulMeasurements: String { say("Reasons to doubt measurements", "测量数据的可疑之处") }
  var doubtfulComparisons: String { say("Reasons to doubt comparisons", "不宜直接比较的原因") }
  func meaning(ofTaint taint: String) -> String {
    say(
      TaintRule.rule(for: taint)?.meaning ?? Bilingual("out of the ordinary; the environment below says more", "异常情况；详见下文“环境”一节"))
  }

  var claimsLead: String {
    say(
      "Registered in the spec before the run, judged after it. A claim on measurements holds only if its whole 95 % interval does.",
      "断言在运行前写入规格，运行后裁定。关于测量值的断言，只有整个 95 % 区间都满足时才算成立。")
  }
  var noVerdict: String { say("the scores hold no verdict on it", "分数记录中没有对它的裁定") }

  /// The verdict with a sign of its own, so that no reader depends on colour.
  func verdict(_ verdict: ClaimVerdict.Verdict) -> String {
    switch verdict {
    case .holds: say("✓ holds", "✓ 成立")
    case .fails: say("✗ fails", "✗ 不成立")
    case .undecided: say("? undecided", "? 未决")
    case .unjudged: say("– not judged", "– 未裁定")
    }
  }
  /// What a verdict means, where the sentence of the record stays in its own language; nothing in English.
  func verdictMeaning(_ verdict: ClaimVerdict.Verdict) -> String? {
    guard language == .zh else { return nil }
    return switch verdict {
    case .holds: "所依据的数值（及其区间）满足断言。记录原文："
    case .fails: "所依据的数值（及其区间）不满足断言。记录原文："
    case .undecided: "证据不足以裁定：区间跨过界限，或无法给出区间。记录原文："
    case .unjudged: "缺少裁定所需的数值。记录原文："
    }
  }
}
