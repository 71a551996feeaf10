internal import Record
internal import Text

/// What a spec declares under one key, by name, in its order: the broken ones too, so that one mistake is reported once.
struct Declared<Item> {
  /// How messages call one: `dataset`.
  let noun: String
  /// What is reported where nothing is declared under a name.
  let unknown: DiagnosticID
  let entries: Outcome<[(key: Key, item: Outcome<Item>)]>
  private let places: [String: Int]
  private let names: SortedNames

  init<Written>(
    _ noun: String, _ unknown: DiagnosticID, _ written: @autoclosure () throws(Reported) -> [Named<Written>]?,
    _ make: (Named<Written>) throws(Reported) -> Item
  ) {
    self.noun = noun
    self.unknown = unknown
    let written = Outcome(try written())
    var items: [(key: Key, item: Outcome<Item>)] = []
    switch written {
    case .reported(let reported): entries = .reported(reported)
    case .value(let named):
      for entry in named ?? [] { items.append((entry.key, Outcome(try make(entry)))) }
      entries = .value(items)
    }
    places = Dictionary(items.indices.map { (items[$0].key.text, $0) }, uniquingKeysWith: { first, _ in first })
    names = SortedNames(items.map(\.key.text))
  }

  /// The names as they were written.
  var keys: [Key] { entries.value?.map(\.key) ?? [] }

  /// What is declared and sound.
  var items: [Item] { entries.value?.compactMap(\.item.value) ?? [] }

  /// Where a name is declared.
  func place(of name: String) -> Span? { entry(name)?.key.span }

  private func entry(_ name: String) -> (key: Key, item: Outcome<Item>)? {
    guard let place = places[name], let entry = entries.value?[place], entry.key.text.isSpelled(name) else { return nil }
    return entry
  }

  /// What is declared under a name; reports a name that nothing is.
  func item(_ name: String, at span: Span, _ problems: Problems) throws(Reported) -> Item {
    _ = try entries.get()
    guard let entry = entry(name) else { throw problems.unknownName(unknown, noun, name, at: span, among: names) }
    return try entry.item.get()
  }
}

/// What a spec declares for its workloads.
struct Declarations {
  let targets: Declared<TargetPlan>
  let datasets: Declared<Dataset>
  let subjects: Declared<SubjectPlan>

  /// A dataset with the entry of the catalogue that reads it.
  struct Dataset {
    let plan: InputPlan
    let format: FormatEntry
    let location: InputLocation
    /// Where the format is declared.
    let formatSpan: Span

    /// What reading it yields.
    var contents: [FormatEntry.Content] { format.contents(plan.format?.settings ?? Settings()) }
  }

  init(_ planning: Planning, _ fields: Fields<SpecKeys>) {
    targets = Declared("target", .unknownTarget, try fields.targets) { named throws(Reported) in
      try TargetPlan(id: named.key.text, try named.outcome.get())
    }
    datasets = Declared("dataset", .unknownDataset, try fields.datasets) { named throws(Reported) in
      try DatasetDeclaration(named.key, try named.outcome.get(), planning).dataset()
    }
    subjects = Declared("subject", .unknownSubject, try fields.subjects) { named throws(Reported) in
      let chosen = try named.outcome.get()
      return SubjectPlan(id: named.key.text, access: .init(chosen.entry.word, chosen.settings))
    }
  }
}

extension Problems {
  /// Reports a name that nothing is declared under.
  func unknownName(_ id: DiagnosticID, _ noun: String, _ name: String, at span: Span, among names: SortedNames) -> Reported {
    let known = names.sorted
    let guess = didYouMean(name, among: known)
    return error(
      id, "no \(noun) is called \(quoted(name))", at: span, "not declared", also: removal(of: name),
      help: guess.map { "did you mean `\($0)`?" } ?? (known.isEmpty ? "the spec declares none" : available(known)),
      fix: guess.map { Diagnostic.Fix(span, $0) })
  }
}

/// Names in the order of their bytes, sorted when a message needs them for the first time.
final class SortedNames {
  private let names: [String]
  private(set) lazy var sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }

  init(_ names: [String]) { self.names = names }
}
