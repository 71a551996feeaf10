/// The number that the last statement of a reply says, where no marker announces one: "The area is 40 cm²", "24 × 17 = 408".
struct NumberConclusion {
  private let reply: ReplyText
  private let statement: LastStatement

  init?(_ reply: ReplyText, lines: [Range<Int>]) {
    guard let statement = LastStatement(reply, lines: lines), statement.isPlain else { return nil }
    (self.reply, self.statement) = (reply, statement)
  }

  /// The number; `nil` where the statement says none, or more than one.
  func number() -> NumberForm? {
    guard !statement.isItem, let found = result() ?? emphasised() ?? said() ?? lone() ?? restated() else { return nil }
    return found.range.count <= NumberConclusion.longest ? found : nil
  }

  /// The most scalars of such a number; a longer run of digits is no conclusion.
  private static let longest = 20

  /// Behind the last equals sign of the only statement, of a conclusion, or of a line such as `x = 7`.
  private func result() -> NumberForm? {
    guard let equals = statement.range.last(where: { reply.has("=≈", $0) }), let form = NumberForm(reply, at: equals + 1), ends(form) else {
      return nil
    }
    let isName = reply.isLetter(statement.range.lowerBound) && reply.behindSpaces(statement.range.lowerBound + 1) == equals
    let before = 0..<statement.range.lowerBound
    let isFirst =
      !before.contains(where: reply.isDigit) || (statement.isClosed && statement.isLine && !before.contains { reply.has("=≈", $0) })
    guard !isPair(equals) else { return nil }
    return isFirst || (statement.isClosed && statement.isConclusion) || isName ? form : nil
  }

  private static let and: Literal = "and"
  private static let conclusions: [Literal] = ["so", "then", "hence"]
  private static let answer: Literal = "答"

  /// Whether "and" stands between two equations.
  private func isPair(_ last: Int) -> Bool {
    guard let first = statement.range.first(where: { reply[$0] == 0x3D }), first < last else { return false }
    let words = (first..<last).filter { !reply.isWord($0 - 1) }
    return words.contains { reply.behind(NumberConclusion.and, $0) != nil }
      && !words.contains { reply.behind(any: NumberConclusion.conclusions, $0) != nil }
  }

  /// The only number in bold type.
  private func emphasised() -> NumberForm? {
    var found: NumberForm?
    var index = statement.range.lowerBound
    while index + 1 < statement.range.upperBound {
      defer { index += 1 }
      guard reply[index] == 0x2A, reply[index + 1] == 0x2A, let form = NumberForm(reply, at: index + 2),
        isUnit(form, to: closing(index + 2))
      else { continue }
      guard found == nil else { return nil }
      found = form
      index = form.range.upperBound
    }
    return found
  }

  /// The place of the asterisks that end bold type.
  private func closing(_ start: Int) -> Int {
    var index = start
    while index < reply.count, reply[index] != 0x0A, reply[index] != 0x2A { index += 1 }
    return index
  }

  /// Verbs by which a number is what the statement says.
  private static let copulas: [Literal] = [
    "is", "are", "was", "were", "equals", "equal", "totals", "a total of", "a sum of", "be", "comes to", "amounts to",
    "that's", "it's", "results in", "leaves",
  ]
  /// Verbs by which it is where the statement has no other number.
  private static let verbs: [Literal] = [
    "gives", "becomes", "makes", "make", "made", "get", "gets", "cost", "costs", "need", "needs", "has", "have", "had", "paid", "pays",
    "spent",
    "takes", "took", "contains", "left", "earned", "earns", "produces", "sold", "after", "started with", "appears", "occurs",
  ]
  private static let chineseCopulas: [Literal] = ["等于", "约为", "是", "为", "共需", "总共有", "一共有", "共有", "一共", "总共"]
  private static let chineseVerbs: [Literal] = ["得到", "得", "还剩下", "还剩", "剩下", "还有", "需要", "有", "共", "约"]
  /// Han before a copula that make another word of it.
  private static let compounds: StaticScalars = "认以因作称名视成变不没"

  /// Right behind a verb that says what something is, has or makes.
  private func said() -> NumberForm? {
    guard statement.isOnly || statement.isClosed else { return nil }
    let isFree = statement.isOnly || statement.isConclusion || statement.standsApart
    var index = statement.range.lowerBound
    var found: NumberForm?
    while index < statement.range.upperBound {
      defer { index += 1 }
      guard reply.isHan(index) ? !NumberConclusion.compounds.contains(reply[index - 1]) : !reply.isWord(index - 1) else { continue }
      let isHan = reply.isHan(index)
      let strong = reply.behind(any: isHan ? NumberConclusion.chineseCopulas : NumberConclusion.copulas, index)
      let weak = strong == nil && isFree ? reply.behind(any: isHan ? NumberConclusion.chineseVerbs : NumberConclusion.verbs, index) : nil
      guard let end = strong ?? weak, let form = NumberForm(reply, at: end), ends(form), strong != nil || isAlone(form) else { continue }
      found = form
    }
    return found
  }

  /// Whether no other number stands in the statement.
  private func isAlone(_ form: NumberForm) -> Bool {
    !statement.range.contains { reply.isDigit($0) && !form.range.contains($0) }
  }

  /// Words before a number by which it counts or places something else.
  private static let places: Set<String> = [
    "in", "on", "at", "of", "by", "since", "until", "from", "to", "chapter", "page", "question", "version", "number", "no", "section",
    "figure",
    "table", "item", "part", "level", "grade", "class", "room", "problem", "exercise", "option", "type", "for", "with", "and", "the",
    "these", "those",
  ]

  /// The only number of the only statement, or of one behind 答:, at its end: "小华今年11岁", "She will need 6 buses".
  private func lone() -> NumberForm? {
    guard statement.isOnly || reply.behind(NumberConclusion.answer, statement.range.lowerBound) != nil,
      let index = statement.range.first(where: { reply.isDigit($0) }), !reply.isWord(index - 1), !reply.has("第/^.-", index - 1),
      let form = NumberForm(reply, at: reply.has("$¥€£", index - 1) ? index - 1 : index), isAlone(form), ends(form)
    else { return nil }
    if let word = reply.word(before: form.range.lowerBound), NumberConclusion.places.contains(word.text) { return nil }
    return form
  }

  /// At the end of the statement, and the only one there, where the reply came to the same number before.
  private func restated() -> NumberForm? {
    var found: NumberForm?
    var index = statement.range.lowerBound
    while index < statement.range.upperBound {
      defer { index += 1 }
      guard reply.isDigit(index) || reply.has("$¥€£", index), !reply.isWord(index - 1), let form = NumberForm(reply, at: index) else {
        continue
      }
      guard found == nil else { return nil }
      found = form
      index = form.range.upperBound
    }
    guard let found, statement.isOnly || statement.isClosed, ends(found), isComputed(found) else { return nil }
    return found
  }

  /// Whether the number stands behind an equals sign before.
  private func isComputed(_ form: NumberForm) -> Bool {
    let digits = form.key.filter { $0 != "%" }
    return (0..<statement.range.lowerBound).contains { index in
      reply[index] == 0x3D && NumberForm(reply, at: index + 1).map { $0.key.filter { $0 != "%" } == digits } ?? false
    }
  }

  /// Whether the statement ends with a number, but for a unit.
  private func ends(_ form: NumberForm) -> Bool {
    // "2023年" is a date.
    let isYear = reply[form.end] == 0x5E74 && form.range.count == 4
    return !isYear && isUnit(form, to: statement.range.upperBound)
  }

  private static let noUnits: Set<String> = ["and", "or", "but", "to", "of", "by", "if", "not", "is", "are", "was", "for", "with", "from"]

  /// Whether up to three words or four Han, and no number, stand between a number and a place.
  private func isUnit(_ form: NumberForm, to end: Int) -> Bool {
    var (index, words, han) = (form.end, 0, 0)
    while index < end {
      guard words <= 3, han <= 4 else { return false }
      if let word = reply.word(at: index) {
        guard !reply.isDigit(index), !NumberConclusion.noUnits.contains(word.text) else { return false }
        words += 1
        index = word.end
      } else {
        if reply.isHan(index) { han += 1 }
        guard reply.isHan(index) || !reply.has("+-*×÷=<>?:;,、。\n", index) || (reply.has("*-", index) && reply.isWord(index - 1)) else {
          return false
        }
        index += 1
      }
    }
    return words <= 3 && han <= 4
  }
}
