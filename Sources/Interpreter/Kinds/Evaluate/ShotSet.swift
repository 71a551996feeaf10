internal import Prompts
internal import Record
internal import Text

/// The items of a dataset that examples or distractors are taken from.
final class ShotSet {
  let name: String
  let reader: ItemReader
  let items: [EvaluationItem]
  private let arrangement: ItemArrangement
  private let all: [Int]
  private let categories: [String: [Int]]
  private let inputs: [String: [Int]]

  /// The most items that are held for it.
  static let limit = 100_000

  /// Reads a dataset whole.
  ///
  /// - Parameter arrangement: The order in which its items offer their choices.
  init(_ bytes: [UInt8], of input: InputPlan?, named name: String, _ arrangement: ItemArrangement) throws(RunFault) {
    self.name = name
    self.arrangement = arrangement
    reader = try ItemReader(bytes, format: try ItemReader.format(of: input, name), name: name, seed: arrangement.streams.seed)
    var items: [EvaluationItem] = []
    var cursor = reader.cursor()
    while let item = try cursor.next() {
      guard items.count < ShotSet.limit else {
        throw RunFault(
          .badItems, "dataset \(quoted(name)) has more than \(ShotSet.limit) items to take examples from",
          help: "make a smaller set of them")
      }
      items.append(item)
    }
    self.items = items
    all = Array(items.indices)
    categories = Dictionary(grouping: items.indices.filter { items[$0].stratum != nil }) { items[$0].stratum ?? "" }
    inputs = Dictionary(grouping: items.indices) { items[$0].input }
  }

  /// An item of the set as it is shown.
  func shown(_ index: Int) throws(RunFault) -> EvaluationItem { try arrangement.ordered(items[index]) }

  /// The items that stand before an item that is asked, chosen as the plan says.
  ///
  /// - Parameter isSame: Whether the item is one of this very set.
  func chosen(_ shots: PromptPlan.Shots, for item: EvaluationItem, isSame: Bool, _ streams: PromptStreams) throws(Unfit) -> [Int] {
    let excluded = excluded(for: item, isSame: isSame)
    let candidates = try candidates(shots, item)
    let chosen: [Int]?
    if shots.choose.isDrawn {
      do throws(RunFault) {
        var stream = try streams.stream("shots", item.asking.source)
        chosen = ShotChoice.drawn(shots.count, of: candidates, excluding: excluded, by: &stream)
      } catch { throw Unfit(error.message) }
    } else {
      chosen = ShotChoice.first(shots.count, of: candidates, excluding: excluded.contains)
    }
    guard let chosen else { throw few(candidates.count - candidates.count(where: excluded.contains), shots, item) }
    return chosen
  }

  /// Questions that stand before the question of an item to distract from it.
  func distractors(
    _ count: Int, for item: EvaluationItem, isSame: Bool, _ purpose: String, _ streams: PromptStreams
  ) throws(Unfit) -> [String] {
    let excluded = excluded(for: item, isSame: isSame)
    do throws(RunFault) {
      var stream = try streams.stream(purpose, item.asking.source)
      if let chosen = ShotChoice.drawn(count, of: all, excluding: excluded, by: &stream) { return chosen.map { items[$0].input } }
    } catch { throw Unfit(error.message) }
    throw Unfit(
      "has only \(counted(items.count - excluded.count, "other question")) in dataset \(quoted(name)) to be distracted by, and \(count) are wanted",
      help: "lower `count`, or add items to the set")
  }

  /// The item itself, wherever it stands in the set: at its own place, and at every place that asks the same.
  private func excluded(for item: EvaluationItem, isSame: Bool) -> Set<Int> {
    Set(inputs[item.input] ?? []).union(isSame ? [item.asking.source] : [])
  }

  private func candidates(_ shots: PromptPlan.Shots, _ item: EvaluationItem) throws(Unfit) -> [Int] {
    guard shots.choose.isByCategory else { return all }
    guard let category = item.stratum else {
      throw Unfit("has no category, and its examples are chosen by category", help: "declare `category` in the format, or choose otherwise")
    }
    return categories[category] ?? []
  }

  private func few(_ count: Int, _ shots: PromptPlan.Shots, _ item: EvaluationItem) -> Unfit {
    let category = shots.choose.isByCategory ? " of the category \(quoted(item.stratum ?? ""))" : ""
    let words = "\(counted(count, "example", "examples"))\(category)"
    return Unfit(
      "has only \(words) in dataset \(quoted(name)) besides itself, and `shots` wants \(shots.count)",
      help: "lower `count`, or add items to the set")
  }
}

/// Why an item cannot be asked, in a clause that lacks its subject.
struct Unfit: Error, Hashable {
  let what: String
  let help: String?
  /// Tells places of templates apart that say the same.
  var place: Template.Place?
  /// The template that has the place.
  var template: String?

  init(_ what: String, help: String? = nil) { (self.what, self.help) = (what, help) }
}
