internal import Record

extension Scorer {
  /// `canary`, revision 1: whether a reply holds the canary of a published set that the question did not show.
  static let canary = Scorer(
    name: "canary", revision: 1, noun: "a search for canaries",
    summary: "Whether a reply holds the canary of a published set, or a piece of it that the question did not show.",
    settings: [textSetting.entry, fieldSetting.entry, pieceSetting.entry],
    outputs: [
      Output("canary-hits", .lower, "share of the items whose reply holds a piece of a canary that the question did not show"),
      Output("canary-whole", .lower, "share of the items whose reply holds all of a canary that the question did not show whole"),
    ],
    fit: { item, settings in
      guard let search = try? CanarySearch(item, settings) else { return nil }
      return search.problem
    }, takesCut: true
  ) { (answer, item, settings) throws(SettingFault) in
    let search = try CanarySearch(item, settings)
    let found = search.found(in: [answer.reply, answer.refusal ?? ""].joined(separator: "\n"))
    return .judged(
      Judgement(answer.plainOutcome, scores: ["canary-hits": Rational(found.isHit), "canary-whole": Rational(found.isWhole)]))
  }

  fileprivate static let textSetting = Setting<String?>.optional(
    "text", .text, "The canary of every item: what identifies the set, such as its GUID, without the sentence around it.")
  fileprivate static let fieldSetting = Setting<String?>.optional(
    "field", .text, "The field of an item that holds its canary, or a list of them.")
  fileprivate static let pieceSetting = Setting<Int>.standard(
    "piece", .integer(12...256), "16", "How many letters and digits in a row of a canary make a hit.")
}

/// The canaries of an item, and the pieces of them that its question does not show.
///
/// Letters and digits alone count, in one case, so dashes and spaces hide nothing.
/// Complexity: linear in question, canaries and reply for each letter of a piece.
private struct CanarySearch {
  private let canaries: [Scalars]
  private let question: Scalars
  private let piece: Int

  init(_ item: Item, _ settings: Settings) throws(SettingFault) {
    var texts = [try settings.value(Scorer.textSetting)].compactMap(\.self)
    if let field = try settings.value(Scorer.fieldSetting), let value = item.fields[field] {
      texts += (value.elements ?? [value]).compactMap(\.text)
    }
    canaries = texts.map { Disguise.shown(Scalars($0)) }
    question = Disguise.shown(Scalars(item.input))
    piece = try settings.value(Scorer.pieceSetting)
  }

  /// Why nothing can be found.
  var problem: String? {
    if canaries.isEmpty { return "there is no canary to look for: no `text`, and no field of that name" }
    if canaries.contains(where: { $0.count < piece }) {
      return "a canary has fewer than \(piece) letters and digits, the least `piece` of it that counts"
    }
    return pieces.isEmpty ? "the question shows the whole canary, so a reply that repeats it says nothing" : nil
  }

  /// What can stand in a reply only if the subject knows it.
  private var pieces: Set<Scalars> {
    Set(canaries.flatMap { windows(of: $0) }).subtracting(windows(of: question))
  }

  private func windows(of text: Scalars) -> [Scalars] {
    text.count < piece ? [] : (0...(text.count - piece)).map { Scalars(text[$0..<($0 + piece)]) }
  }

  func found(in reply: String) -> (isHit: Bool, isWhole: Bool) {
    let shown = Disguise.shown(Scalars(reply))
    let isHit = !pieces.isDisjoint(with: windows(of: shown))
    return (isHit, isHit && canaries.contains { shown.contains($0) && !question.contains($0) })
  }
}
