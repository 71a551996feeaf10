internal import Record

/// How an evaluation's items were put and judged, and its indicators.
extension PageWords {
  func howAsked(differs: Bool) -> String {
    say("How it was asked and judged" + (differs ? ", in the first cell" : ""), "如何提问、如何评判" + (differs ? "（第一个单元）" : ""))
  }
  var allUsable: String { say("Every item has a usable answer.", "每道题都有可用的回答。") }
  func withoutAnswer(_ counts: [(ItemOutcome, Int)]) -> String {
    let parts = counts.map { "\(grouped($0.1)) \(language == .zh ? outcome($0.0) : $0.0.rawValue)" }
    return named(say("Items without a usable answer", "没有可用回答的题目"), list(parts))
  }
  func suchAnItem(_ treatment: ErrorPolicy.Treatment) -> String {
    say("Such an item is \(self.treatment(treatment)).", "这样的题目\(self.treatment(treatment))。")
  }
  func treatment(_ treatment: ErrorPolicy.Treatment) -> String {
    switch treatment {
    case .stop: say("the end of the trial", "使试验终止")
    case .wrong: say("counted as wrong", "按答错计")
    case .excluded: say("left out", "不计入")
    }
  }
  var sentTemplates: String { say("What is sent, as templates over the fields of an item:", "发送的内容（以题目字段为变量的模板）：") }
  var system: String { say("system", "system（系统消息）") }
  var shot: String { say("shot", "示例") }
  func shot(_ role: String) -> String { say("shot, \(role)", "示例，\(role)") }
  var prefill: String { say("the answer begins with", "回答的开头为") }
  func paraphrase(_ name: String) -> String { say("\(name), paraphrase", "\(name)，改写") }
  func injected(_ name: String) -> String { say("\(name), injected", "\(name)，注入") }

  var solvedBefore: String { say("Solved items before it", "题前的已解示例") }
  func shots(_ shots: PromptPlan.Shots) -> String {
    say(
      "\(shots.count) from \(shots.from), \(shots.choose.rawValue)", "取自 \(shots.from) 的 \(shots.count) 道，\(choice(shots.choose))")
  }
  private func choice(_ choice: PromptPlan.Shots.Choice) -> String {
    switch choice {
    case .fixed: "固定（fixed）"
    case .drawn: "随机抽取（drawn）"
    case .byCategory: "同类别中固定（by-category）"
    case .drawnByCategory: "同类别中随机（drawn-by-category）"
    }
  }
  var orderOfChoices: String { say("Order of choices", "选项顺序") }
  func order(_ order: PromptPlan.Order) -> String {
    switch order {
    case .given: say(order.rawValue, "原顺序（given）")
    case .shuffled: say(order.rawValue, "打乱（shuffled）")
    }
  }
  var askedAgain: String { say("Asked again as", "另以下列变体再问") }
  func variant(_ name: String, _ change: Perturbation) -> String {
    let chinese =
      switch change {
      case .typos: "错别字"
      case .letterCase: "大小写"
      case .fullWidth: "全角"
      case .choiceOrder: "选项换序"
      case .paraphrase: "改写"
      case .distractors: "增加干扰项"
      case .injection: "注入指令"
      }
    return name + inParentheses(say(change.word, chinese))
  }
  var foundBy: String { say("Answer found by", "提取答案的规则") }
  func rules(_ rules: [String]) -> String { rules.joined(separator: say(", then ", "，其次 ")) }
  var judgedBy: String { say("Judged by", "评判方法") }
  func entry(_ name: String, _ revision: Int, _ settings: Settings) -> String {
    say("\(name) (revision \(revision))", "\(name)（修订 \(revision)）") + inParentheses(settings)
  }
  var generation: String { say("Generation", "生成设置") }
  func generation(_ generation: EvaluateWork.Generation) -> String {
    var words = [
      say("at most \(counted(generation.maxTokens, "token"))", "最多 \(grouped(generation.maxTokens)) 个词元"),
      say("temperature \(generation.temperature)", "温度 \(generation.temperature)"),
    ]
    if let topP = generation.topP { words.append("top-p \(topP)") }
    if !generation.stop.isEmpty {
      words.append(say("stops at ", "停止于 ") + list(generation.stop.map { "“\($0)”" }))
    }
    return words.joined(separator: say(", ", "，"))
  }
  var delivery: String { say("Delivery", "传送方式") }
  func delivery(streamed: Bool, logprobs: Int?) -> String {
    (streamed ? say("streamed", "流式") : say("whole", "一次返回"))
      + (logprobs.map { say(", \($0) most likely tokens told", "，附 \($0) 个最可能的词元") } ?? "")
  }
  var seed: String { say("Seed", "种子") }
  var unusable: String { say("Without a usable answer, the item is", "没有可用回答时，题目") }
  func upTo(_ share: String) -> String { say(", up to \(share)", "，至多 \(share)") }
  var atOnce: String { say("At once", "并发") }
  func requests(_ count: Int) -> String { say(counted(count, "request"), "\(grouped(count)) 个请求") }

  var indicators: String { say("Indicators", "指标") }
  var indicatorsNote: String {
    say(
      "the bar is exact for these items; the thin line is the 95 % interval for more of the kind",
      "条形对这些题目是精确值；细线是同类更多题目的 95 % 区间")
  }
  var lessIsBetter: String { say("↓ less is better", "↓ 越低越好") }
  func method(_ population: PopulationInterval) -> String {
    let words =
      switch population.method {
      case .wilson: "Wilson"
      case .clusteredWilson: say("Wilson of clusters", "聚类 Wilson")
      case .clustered: say("clustered standard error", "聚类标准误")
      case .bootstrap: say("bootstrap", "自助法（bootstrap）")
      case .stratified: say("difference of two arms", "两组之差")
      }
    return say("\(words), \(counted(population.units, "unit"))", "\(words)，\(grouped(population.units)) 个独立单元")
  }
  var indicatorBar: String { say("A bar from 0, with the interval for more items of the kind.", "从 0 起的条形，附同类更多题目的区间。") }
  var sharesInPercent: String { say("Shares in percent.", "百分比。") }
}
