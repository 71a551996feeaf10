internal import Record

/// The items of an evaluation.
extension PageWords {
  var items: String { say("Items", "题目") }
  var chooseItems: String { say("Choose items", "筛选题目") }
  func carries(_ shown: Int, of all: Int) -> String {
    say("The page carries \(grouped(shown)) of \(grouped(all)) items. ", "本页列出 \(grouped(all)) 道题中的 \(grouped(shown)) 道。")
  }
  var writesAll: String { say(" writes all of them.", " 可写出全部题目。") }

  var judged: String { say("Judged", "评判") }
  var outcomeTitle: String { say("Outcome", "作答情况") }
  var variantTitle: String { say("Variant", "变体") }
  var category: String { say("Category", "类别") }
  var all: String { say("all", "全部") }
  var other: String { say("other", "其他") }
  var asItIs: String { say("as it is", "原题") }

  var question: String { say("Question", "题目") }
  var expected: String { say("Expected", "标准答案") }
  var reply: String { say("Reply", "回答") }
  var cameBack: String { say("Came back", "返回内容") }
  var extracted: String { say("Extracted", "提取结果") }
  func byRule(_ text: String, _ rule: String) -> String { say("\(text) — by the rule \(rule)", "\(text)——规则 \(rule)") }
  var allOfIt: String { say("all of it", "全文") }
  var scores: String { say("Scores", "得分") }
  var askedAs: String { say("Asked", "提问方式") }
  func asVariant(_ name: String) -> String { say("as \(name)", "变体 \(name)") }
  func ofCategory(_ name: String) -> String { say("category \(name)", "类别 \(name)") }
  func ofCluster(_ name: String) -> String { say("cluster \(name)", "聚类 \(name)") }
  func inOrder(_ order: String) -> String { say("choices in the order \(order)", "选项顺序 \(order)") }

  /// A sign, so that colour never carries the meaning alone.
  func sign(_ standing: ItemStanding) -> String {
    switch standing {
    case .right: "✓ \(word(standing))"
    case .wrong: "✗ \(word(standing))"
    case .partly: "~ \(word(standing))"
    case .unscored: "– \(word(standing))"
    }
  }
  func word(_ standing: ItemStanding) -> String {
    switch standing {
    case .right: say("right", "对")
    case .wrong: say("wrong", "错")
    case .partly: say("partly", "部分对")
    case .unscored: say("no score", "无分")
    }
  }
  /// What became of an item, for readers.
  func outcome(_ outcome: ItemOutcome) -> String {
    switch outcome {
    case .answer: say("answer", "有答案")
    case .several: say("several answers", "多个答案")
    case .none: say("no answer", "无答案")
    case .refused: say("refused", "拒答")
    case .cut: say("cut short", "被截断")
    case .withheld: say("withheld", "被屏蔽")
    case .error: say("error", "出错")
    }
  }
}
