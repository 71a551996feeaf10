internal import Record
internal import Text

/// What a planner may ask for while the workloads of a spec become nodes; it notes what is used.
final class PlanScope {
  let planning: Planning
  let declarations: Declarations
  /// Every workload, in the order of the spec; those that are planned have nodes.
  var workloads: [WorkloadCells]
  /// The nodes so far, each after everything it needs.
  var nodes: [Node] = []
  private let places: [String: Int]
  let workloadNames: SortedNames
  private var programs: [Input] = []
  /// The ids of a workload's programs.
  private var programIDs: [String: [ProgramFile: String]] = [:]
  private(set) var usedTargets: Set<String> = []
  private(set) var usedInputs: Set<String> = []
  private(set) var usedSubjects: Set<String> = []

  /// The templates of the workloads, in the order in which they were read.
  private(set) var templates: [TemplateLocation] = []

  /// Notes templates, so that what an item does not fill can be shown there.
  func note(_ written: [WrittenTemplate]) { templates += written.map(\.location) }

  /// A file that the run reads, and where the spec says that it lies.
  struct Input {
    let plan: InputPlan
    let location: InputLocation
  }

  private struct ProgramFile: Hashable {
    let path: String
    let digest: Digest
  }

  init(_ planning: Planning, _ declarations: Declarations, _ workloads: [WorkloadCells]) {
    self.planning = planning
    self.declarations = declarations
    self.workloads = workloads
    places = Dictionary(workloads.indices.map { (workloads[$0].name.text, $0) }, uniquingKeysWith: { first, _ in first })
    workloadNames = SortedNames(workloads.map(\.name.text))
  }

  /// The workload of a name, or `nil`.
  func workload(named name: String) -> WorkloadCells? { places[name].map { workloads[$0] } }

  /// What the plan keeps of the declarations: what is used, in the order of the spec.
  var targets: [TargetPlan] { declarations.targets.items.filter { usedTargets.contains($0.id) } }
  var subjects: [SubjectPlan] { declarations.subjects.items.filter { usedSubjects.contains($0.id) } }
  var inputs: [Input] {
    let datasets = declarations.datasets.items.filter { usedInputs.contains($0.plan.id) }
    return datasets.map { Input(plan: $0.plan, location: $0.location) } + programs
  }

  var problems: Problems { planning.problems }
  var catalogue: Catalogue { planning.context.catalogue }

  /// The target of a name.
  func target(_ name: String, at span: Span) throws(Reported) -> String {
    use(name, of: declarations.targets, &usedTargets)
    return try declarations.targets.item(name, at: span, problems).id
  }

  /// The subject of a name.
  func subject(_ name: String, at span: Span) throws(Reported) -> SubjectPlan {
    use(name, of: declarations.subjects, &usedSubjects)
    return try declarations.subjects.item(name, at: span, problems)
  }

  /// The dataset of a name, whatever it holds.
  func dataset(_ name: String, at span: Span) throws(Reported) -> Declarations.Dataset {
    use(name, of: declarations.datasets, &usedInputs)
    return try declarations.datasets.item(name, at: span, problems)
  }

  /// The dataset of a name, which has to hold what a workload reads.
  func dataset(_ name: String, at span: Span, holding content: FormatEntry.Content) throws(Reported) -> Declarations.Dataset {
    let dataset = try dataset(name, at: span)
    let held = dataset.contents
    guard !held.contains(content) else { return dataset }
    let what = held.isEmpty ? "is not declared to hold anything" : "holds \(held.map(\.phrase).joined(separator: " and "))"
    throw problems.error(
      .wrongDatasetFormat, "dataset \(quoted(name)) \(what)", at: span, "needs \(content.phrase)",
      also: [Diagnostic.Label(dataset.formatSpan, "declared here")] + declared(name), help: formatHelp(content, dataset.format))
  }

  private func formatHelp(_ content: FormatEntry.Content, _ declared: FormatEntry) -> String? {
    if let setting = declared.yields.first(where: { $0.content == content })?.setting {
      return "the setting `\(setting)` of `\(declared.word)` makes it \(content.phrase)"
    }
    let formats = catalogue.formats.filter { $0.yields.contains { $0.content == content } }.map(\.word)
    return formats.isEmpty ? nil : "datasets of the format \(listed(formats, joining: "or")) hold that"
  }

  /// Notes a dataset that a cell reads because another one does.
  func reads(_ dataset: String) { usedInputs.insert(dataset) }

  /// The place of a dataset's name, for messages.
  func declared(_ dataset: String) -> [Diagnostic.Label] {
    declarations.datasets.place(of: dataset).map { [Diagnostic.Label($0, "this dataset")] } ?? []
  }

  private func use<Item>(_ name: String, of declared: Declared<Item>, _ used: inout Set<String>) {
    if declared.place(of: name) != nil { used.insert(name) }
  }

  /// The id of a program's file among the inputs; cells of a workload that differ in the program have inputs of their own.
  func program(_ path: String, _ digest: Digest, license: String?, from base: SourceFile, at place: Span, of workload: Key) -> String {
    let file = ProgramFile(path: path, digest: digest)
    let mine = programIDs[workload.text] ?? [:]
    if let known = mine[file] { return known }
    let stem = "\(workload.text).program"
    let id = mine.isEmpty ? stem : "\(stem)-\(mine.count + 1)"
    programIDs[workload.text, default: [:]][file] = id
    programs.append(
      Input(
        plan: InputPlan(id: id, kind: .program, sha256: digest, license: license, format: nil),
        location: InputLocation(id: id, path: path, base: base, place: place, sha256: digest)))
    return id
  }

  /// The revisions of the building blocks that a plan relies on.
  func revisions(_ blocks: [String]) -> [String: Int] { catalogue.revisions.filter { blocks.contains($0.key) } }
}

extension FormatEntry.Content {
  /// How messages call it.
  var phrase: String {
    switch self {
    case .table: "rows of features with a class"
    case .text: "running text"
    case .items: "questions with their answers"
    case .bytes: "bytes for programs"
    }
  }
}
