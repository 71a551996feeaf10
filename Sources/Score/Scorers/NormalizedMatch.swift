internal import Record

extension Scorer {
  /// `normalized-match`, revision 1: the answer is one of the expected texts once both are in the same form.
  static let normalizedMatch = comparing(
    "normalized-match", noun: "a normalised match", summary: "The answer equals an expected one after the steps that are switched on.",
    settings: TextForm.entries, outputs: [accuracy], fit: { item, settings in TextForm.emptied(item, settings) }
  ) { (text, item, settings) throws(SettingFault) in
    let form = try TextForm(settings)
    let given = form.applied(to: text).text
    return ["accuracy": Rational(!given.isEmpty && item.answers.contains { Normalization.areEquivalent(given, form.applied(to: $0).text) })]
  }

  /// `contains`, revision 1: the expected text stands somewhere in the answer.
  static let contains = comparing(
    "contains", noun: "a containment",
    summary: "The answer contains an expected text, or all of them, after the steps that are switched on.",
    settings: [ofSetting.entry, wordsSetting.entry] + TextForm.entries, outputs: [accuracy],
    fit: { item, settings in TextForm.emptied(item, settings) }
  ) { (text, item, settings) throws(SettingFault) in
    let form = try TextForm(settings)
    let given = form.applied(to: text)
    let isWhole = try settings.value(wordsSetting)
    let isAll = try settings.value(ofSetting) == "all"
    func stands(_ expected: String) -> Bool { given.contains(form.applied(to: expected), asWords: isWhole) }
    return ["accuracy": Rational(isAll ? !item.answers.isEmpty && item.answers.allSatisfy(stands) : item.answers.contains(where: stands))]
  }

  private static let ofSetting = Setting<String>.standard(
    "of", .word(["any", "all"]), "any", "How many of the expected texts must stand there.")
  private static let wordsSetting = Setting<Bool>.standard(
    "words", .boolean, "true", "Whether a text counts only where no letter, digit or low line continues it; ideographs never do.")
}

extension TextForm {
  /// Why no answer could match an item: an expected text of which the form leaves nothing.
  static func emptied(_ item: Item, _ settings: Settings) -> String? {
    guard let form = try? TextForm(settings), let empty = item.answers.first(where: { form.applied(to: $0).isEmpty }) else { return nil }
    return "the steps leave nothing of the expected text `\(empty)`"
  }
}

extension Array where Element == Unicode.Scalar {
  /// Whether other scalars stand somewhere in these; nothing stands nowhere.
  ///
  /// Complexity: linear in both (Knuth, Morris and Pratt, 1977).
  func contains(_ other: [Unicode.Scalar], asWords: Bool = false) -> Bool {
    guard !other.isEmpty, other.count <= count else { return false }
    let borders = other.borders
    var matched = 0
    for (place, scalar) in enumerated() {
      while matched > 0, matched == other.count || other[matched] != scalar { matched = borders[matched - 1] }
      if other[matched] == scalar { matched += 1 }
      if matched == other.count, !asWords || isBounded(place + 1 - other.count, place) { return true }
    }
    return false
  }

  /// For each prefix the length of its longest proper prefix that is its end too.
  private var borders: [Int] {
    var borders = [Int](repeating: 0, count: count)
    var length = 0
    for index in indices.dropFirst() {
      while length > 0, self[index] != self[length] { length = borders[length - 1] }
      if self[index] == self[length] { length += 1 }
      borders[index] = length
    }
    return borders
  }

  /// Whether no word goes on over either end of a range.
  private func isBounded(_ first: Int, _ last: Int) -> Bool {
    func joins(_ left: Int, _ right: Int) -> Bool {
      guard indices.contains(left), indices.contains(right) else { return false }
      return [self[left], self[right]].allSatisfy { ScalarKind.isWord($0) && !ScalarKind.isIdeograph($0) }
    }
    return !joins(first - 1, first) && !joins(last, last + 1)
  }
}
