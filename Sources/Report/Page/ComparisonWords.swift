/// Every text of the page of compared evaluations that is not from a record.
struct ComparisonWords {
  let language: PageLanguage

  /// The words that it shares with a report.
  var page: PageWords { PageWords(language) }

  /// The text in the page's language.
  private func say(_ english: String, _ chinese: String) -> String { language == .zh ? chinese : english }

  var title: String { say("Evaluations compared", "评测对比") }
  var entrants: String { say("Who is compared", "参与对比者") }
  var entrantColumns: [String] { language == .zh ? ["", "结果包", "单元", "被测对象", "题数"] : ["", "bundle", "cell", "subject", "items"] }
  var obstacles: String { say("What is not like with like", "不可比之处") }
  var refused: String { say("refused", "拒绝比较") }
  var unlike: String { say("not alike", "条件不同") }
  var tests: String { say("Differences", "差异") }
  var testsLead: String {
    say(
      "First minus second over the common items, with a 95 % interval for more items of the kind. p is two-sided: McNemar's test (mid-p) or a "
        + "permutation of signs; Holm's adjustment is over all rows. The last column is the least difference that this design finds with 80 % power.",
      "差异为前者减后者，只计共同题目；区间为同类更多题目的 95 % 区间。p 为双侧：McNemar 检验（mid-p）或符号置换；Holm 校正覆盖所有行。最后一列是本设计以 80 % "
        + "的功效能发现的最小差异。")
  }
  var testColumns: [String] {
    language == .zh
      ? ["对比", "指标", "前者", "后者", "差异（95 %）", "p", "p（Holm）", "仅前者/仅后者", "n", "可发现"]
      : ["pair", "metric", "first", "second", "difference (95 %)", "p", "p (Holm)", "only 1st / 2nd", "n", "finds"]
  }
  var lower: String { say("lower is better", "越低越好") }
  var unknown: String { say("unknown", "未知") }
  var noInterval: String { say("no interval", "无区间") }
  func units(_ items: String, _ units: String) -> String { say("\(items) in \(units) units", "\(units) 个独立单元中的 \(items) 题") }
  func pair(_ first: String, _ second: String, _ metric: String) -> String {
    say("\(first) and \(second), item by item: \(metric)", "\(first) 与 \(second) 逐题对比：\(metric)")
  }
  func right(_ letter: String) -> String { say("\(letter) right", "\(letter) 对") }
  func wrong(_ letter: String) -> String { say("\(letter) not right", "\(letter) 未全对") }
  func verdict(_ first: String, _ second: String, _ holm: String, isClear: Bool) -> String {
    isClear
      ? say("The difference is clear after Holm (p \(holm)).", "经 Holm 校正后差异显著（p \(holm)）。")
      : say("No difference is shown after Holm (p \(holm)); that is not the same as none.", "经 Holm 校正后未显示差异（p \(holm)）；这不等于没有差异。")
  }
  func differing(_ shown: String, _ all: String) -> String {
    say("\(shown) of \(all) items with different scores", "分数不同的题目：显示 \(shown)，共 \(all)")
  }
  var who: String { say("Right", "谁对") }
  func only(_ letter: String) -> String { say("only \(letter)", "仅 \(letter)") }
  var otherwise: String { say("by degree", "程度不同") }
  var category: String { say("Category", "类别") }
  var none: String { say("none", "无") }
  var question: String { say("Question", "题目") }
  var expected: String { say("Expected", "标准答案") }
  func reply(_ letter: String) -> String { say("\(letter) said", "\(letter) 的回答") }
  func cameBack(_ letter: String) -> String { say("To \(letter) came", "\(letter) 返回") }
  var notes: String { say("What makes this weaker", "使结论减弱之处") }
  var footer: String { say("The page holds no script and loads nothing.", "本页不含脚本，也不加载任何内容。") }
}
