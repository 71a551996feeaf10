internal import Record
internal import Text

extension MatrixExpansion {
  /// The axes with their values, sorted by name.
  func axes(_ name: Key, _ value: YAMLValue) throws(Reported) -> [WorkloadCells.Axis] {
    guard let matrix = value.entry("matrix") else { return [] }
    let place = Occurrence.Place(phrase: "`matrix` of workload \(quoted(name.text))", name: matrix.key.span)
    let written = Occurrence(value: matrix.value, what: "the key `matrix`", place: place, decoder: planning.decoder)
    let axes = try Shape.map(.list(.written(.scalar))).read(written).mapAll { named throws(Reported) in try axis(named) }
    guard axes.count <= MatrixExpansion.axisLimit else {
      throw problems.error(
        .matrixAxis, "a matrix of \(axes.count) axes, and \(MatrixExpansion.axisLimit) are allowed", at: matrix.key.span, "too many",
        help: "an axis with one value is a key of the workload")
    }
    return axes.sorted { $0.name.text.utf8.lexicographicallyPrecedes($1.name.text.utf8) }
  }

  private func axis(_ named: Named<[WrittenScalar]>) throws(Reported) -> WorkloadCells.Axis {
    let (key, values) = (named.key, try named.outcome.get())
    guard !values.isEmpty else {
      throw problems.error(
        .matrixAxis, "the axis \(quoted(key.text)) has no values", at: named.span, "an empty list",
        help: "an axis with no value makes no cell; remove it")
    }
    var seen: [String: Span] = [:]
    for value in values {
      if YAMLValue(value.span, .scalar(value.scalar)).withoutLookAlikes(problems) != nil {
        throw problems.reported(earlier: "a value of an axis", at: value.span)
      }
      let text = value.scalar.text
      guard !text.isEmpty, text.utf8.count <= 64, text.utf8.allSatisfy(isAxisByte) else {
        throw problems.error(
          .matrixAxis, "the value \(quoted(text)) cannot stand on an axis", at: value.span, "not usable in the id of a cell",
          help: "values of axes are made of letters, digits, `.`, `_`, `+` and `-`, up to 64 of them")
      }
      if let first = seen.updateValue(value.span, forKey: text) {
        throw problems.error(
          .matrixAxis, "the value \(quoted(text)) stands twice on the axis \(quoted(key.text))", at: value.span, "again here",
          also: [Diagnostic.Label(first, "first here")], help: "planned repetitions are `trials`")
      }
    }
    return WorkloadCells.Axis(key, values.map { ($0.scalar.text, $0.span) })
  }

  // MARK: - The keys of a cell

  /// What all cells of a workload have in common.
  struct Template {
    let name: Key
    let kind: any KindPlanner
    let axes: [WorkloadCells.Axis]
    /// The workload's mapping without its matrix.
    fileprivate let tree: YAMLValue
    /// The axes that it takes in as `${axis}`.
    fileprivate let mentioned: Set<String>
    /// Whether there is anything to fill in.
    fileprivate let takesIn: Bool

    init(_ name: Key, _ kind: any KindPlanner, _ value: YAMLValue, _ axes: [WorkloadCells.Axis]) {
      let tree = value.without("matrix")
      let takesIn = !axes.isEmpty && tree.mentions("$")
      (self.name, self.kind, self.axes, self.tree, self.takesIn) = (name, kind, axes, tree, takesIn)
      mentioned = takesIn ? Set(axes.map(\.name.text).filter { tree.mentions("${\($0)}") }) : []
    }
  }

  /// A workload's mapping with the values of one cell in it.
  func tree(_ template: Template, _ coordinates: [Coordinate], _ at: [Int]) -> YAMLValue {
    var tree = template.takesIn ? filled(template.tree, coordinates) : template.tree
    for (axis, position) in zip(template.axes, at) { tree = set(axis, position, in: tree, template) }
    return tree
  }

  /// Axes as parameters: `${axis}` stands for the cell's value.
  private func filled(_ tree: YAMLValue, _ coordinates: [Coordinate]) -> YAMLValue {
    var values: [String: Scalar] = [:]
    for coordinate in coordinates { values[coordinate.axis] = Scalar(text: coordinate.value, style: .plain) }
    return Substitution(values, isCounted: false, problems: problems, meter: planning.meter).apply(to: tree)
  }

  /// Puts an axis's value where it belongs: a key of the workload, or one of its settings; else it has to be used as `${axis}`.
  private func set(_ axis: WorkloadCells.Axis, _ position: Int, in tree: YAMLValue, _ template: Template) -> YAMLValue {
    let kind = template.kind
    let (text, span) = axis.values[position]
    let entry = Entry(key: axis.name, value: YAMLValue(plain: text, at: span))
    if let key = kind.schema.key(axis.name.text), isAxis(key, of: kind) { return tree.setting(entry) }
    let settings = kind.settings(of: tree, planning.context.catalogue)
    if settings.contains(axis.name.text) {
      let with = tree.entry("with") ?? Entry(key: axis.name, value: YAMLValue(axis.name.span, .mapping([])))
      return tree.setting(Entry(key: Key(text: "with", span: with.key.span), value: with.value.setting(entry)))
    }
    if !template.mentioned.contains(axis.name.text) {
      let names = kind.schema.keys.filter { isAxis($0, of: kind) }.map(\.name) + settings
      problems.error(
        .matrixAxis, "the axis \(quoted(axis.name.text)) changes nothing in workload \(quoted(template.name.text))", at: axis.name.span,
        "no key, no setting, and not used as `${\(axis.name.text)}`",
        help: didYouMean(axis.name.text, among: names).map { "did you mean `\($0)`?" } ?? "axes may be \(listed(names))")
    }
    return tree
  }

  /// Whether an axis may give a key its value.
  private func isAxis(_ key: KeySchema, of kind: any KindPlanner) -> Bool {
    key.value.isScalar && key.name != kind.word && key.since <= planning.context.catalogue.version
  }
}

extension YAMLValue {
  fileprivate func without(_ key: String) -> YAMLValue {
    entries.map { YAMLValue(span, .mapping($0.filter { $0.key.text != key })) } ?? self
  }

  /// A mapping with one entry put in place of its namesake, or at the end.
  fileprivate func setting(_ entry: Entry) -> YAMLValue {
    guard let entries else { return self }
    return YAMLValue(span, .mapping(entries.filter { $0.key.text != entry.key.text } + [entry]))
  }

  fileprivate func mentions(_ text: String) -> Bool {
    switch content {
    case .scalar(let scalar): scalar.text.utf8.contains(UInt8(ascii: "$")) && scalar.text.contains(text)
    case .sequence(let elements): elements.contains { $0.mentions(text) }
    case .mapping(let entries): entries.contains { $0.value.mentions(text) }
    }
  }
}
