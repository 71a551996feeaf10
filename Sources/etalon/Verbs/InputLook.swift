internal import Interpreter
internal import Record
internal import Spec
internal import Text

/// What a look at the inputs of a plan found, in words; checking and running say the same.
struct InputLook {
  /// Faults in the files, each at its place.
  private(set) var diagnostics: [Diagnostic] = []
  /// Inputs that are not to be found, which is no fault of the spec.
  private(set) var absent: [(location: InputLocation, fault: RunFault)] = []

  /// - Parameters:
  ///   - folders: Where to look besides the places that the spec names and the user's store.
  ///   - digests: Of files by their paths, where planning computed them just before.
  init(_ planned: Planned, folders: [String], within fence: FileFence, known digests: [String: Digest] = [:]) {
    let outside = Set(planned.inputFiles.filter { InputLook.outside($0, fence) != nil }.map(\.id))
    var search = InputLook.search(planned, folders: folders, within: fence)
    search.digests = digests
    for (id, problem) in Preflight(planned.plan, search: search).inputs() where !outside.contains(id) {
      guard let location = planned.inputFiles.first(where: { $0.id == id }) else { continue }
      switch problem {
      case .absent(var fault):
        if let near = InputLook.near(location) { fault.help = near + (fault.help.map { "; else \($0)" } ?? "") }
        // Without its templates nothing can be said of a dataset: neither how many items there are, nor which.
        if planned.plan.inputs.first(where: { $0.id == id })?.format?.word == "template", location.path != nil {
          diagnostics.append(
            Diagnostic(
              fault.code.rawValue, .error, printable(fault.message), at: location.place, "its items follow from it", help: fault.help))
          continue
        }
        absent.append((location, fault))
      case .faulty(let path, let bytes, let faults):
        diagnostics += InputLook.diagnostics(faults, in: path, bytes, location, planned.templates)
      }
    }
  }

  /// Where the inputs of a plan may lie.
  static func search(_ planned: Planned, folders: [String], within fence: FileFence) -> InputSearch {
    var paths: [String: String] = [:]
    for file in planned.inputFiles where outside(file, fence) == nil { paths[file.id] = place(of: file) }
    return InputSearch(paths: paths, folders: folders, store: InputStore(folder: UserFolders.current.inputs))
  }

  /// That a spec names a file where it has no business.
  static func outside(_ location: InputLocation, _ fence: FileFence) -> Diagnostic? {
    guard let place = place(of: location) else { return nil }
    do throws(RunFault) {
      try fence.require(place)
      return nil
    } catch {
      return Diagnostic(error.code.rawValue, .error, error.message, at: location.place, "this file", help: error.help)
    }
  }

  /// That a run will not find an input, unless it is told where to look.
  static func warning(_ location: InputLocation) -> String {
    let path = quoted(place(of: location) ?? location.id)
    return "\(path) (\(quoted(location.id))) is neither there nor in your store; "
      + (near(location) ?? "a run finds it by its digest with `--inputs`")
  }

  /// What to do about a file that is there under another name, or elsewhere.
  private static func near(_ location: InputLocation) -> String? {
    place(of: location).flatMap { NearFile($0, ofSpec: location.base.name)?.help }
  }

  /// The path of the file that a spec names; `nil` of items that stand in the spec.
  private static func place(of location: InputLocation) -> String? { location.path.map { neighbour($0, of: location.base.name) } }

  private static func diagnostics(
    _ faults: DataFaults, in path: String, _ bytes: [UInt8], _ location: InputLocation, _ templates: [TemplateLocation]
  ) -> [Diagnostic] {
    let text = SourceText(name: path, bytes: bytes)
    var diagnostics = faults.listed.enumerated().map { index, fault in
      guard let place = fault.place else {
        return Diagnostic(
          unusable, .error, "dataset \(quoted(location.id)): \(printable(fault.message))", at: location.place, "this dataset",
          help: fault.help)
      }
      let item = item(place, in: text, location)
      if let part = fault.template, let template = templates.first(where: { $0.text == part.text }) {
        return Diagnostic(
          fault.code.rawValue, .error, printable(fault.message), at: template.span(part.range), "nothing to fill it",
          also: [Diagnostic.Label(item, "the first such item")], help: fault.help)
      }
      if location.path == nil, location.items.indices.contains(place.line - 1) {
        return Diagnostic(
          fault.code.rawValue, .error, printable(fault.message), at: location.items[place.line - 1], "this item", help: fault.help)
      }
      let declared = index == 0 ? [Diagnostic.Label(location.place, "this dataset")] : []
      return Diagnostic(
        fault.code.rawValue, .error, printable(fault.message), at: Span(text, place.range), also: declared, help: fault.help)
    }
    let more = faults.count - faults.listed.count
    if more > 0 {
      diagnostics.append(
        Diagnostic(
          unusable, .error, "dataset \(quoted(location.id)): \(counted(more, "further fault")) not listed",
          at: location.place, "this dataset", help: "mend the first ones, then check again"))
    }
    return diagnostics
  }

  /// Where an item stands: in its file, or in the spec.
  private static func item(_ place: DataFault.Place, in text: SourceText, _ location: InputLocation) -> Span {
    let isInline = location.path == nil && location.items.indices.contains(place.line - 1)
    return isInline ? location.items[place.line - 1] : Span(text, place.range)
  }

  private static let unusable = "unusable-dataset"
}
