internal import Record

/// A workload as it was written, with its cells.
struct WorkloadCells {
  let name: Key
  /// The key that names its kind, such as `kernel`.
  let kind: String
  let axes: [Axis]
  var cells: [Cell]
  /// Whether something about it was wrong, so that what refers to it is not reported again.
  var isBroken = false

  struct Axis {
    let name: Key
    let values: [(text: String, span: Span)]
  }

  /// The cells that a selection leaves.
  func cells(_ selection: [(axis: MetricSyntax.Located, value: MetricSyntax.Located)]) -> [Int] {
    cells.indices.filter { index in
      selection.allSatisfy { pair in
        cells[index].coordinates.contains { $0.axis == pair.axis.text && $0.value == pair.value.text }
      }
    }
  }
}

/// One point of a workload's matrix.
struct Cell {
  let id: String
  let coordinates: [Coordinate]
  /// Its keys, checked; `nil` where they could not be.
  let fields: Fields?
  var node: Node?
}

/// Splits a workload into the cells of its matrix.
struct MatrixExpansion {
  static let cellLimit = 10_000

  let planning: Planning
  let parameters: [String: Scalar]
  private var problems: Problems { planning.problems }

  init(_ planning: Planning, _ parameters: [String: Scalar]) {
    self.planning = planning
    self.parameters = parameters
  }

  func expand(_ name: Key, _ value: Value, allowed: Int) -> WorkloadCells? {
    let shape = WrongShape(problems: problems, what: "workload \(quoted(name.text))")
    guard let entries = value.entries ?? shape.entries(of: value, help: "such as `{ kernel: gemm, with: { m: 512, n: 512, k: 512 } }`")
    else {
      return nil
    }
    let value = Value(value.span, .mapping(entries))
    guard let (kind, shape) = kind(name, entries) else { return nil }
    guard let axes = axes(name, value) else { return WorkloadCells(name: name, kind: kind, axes: [], cells: [], isBroken: true) }
    let count = axes.reduce(1) { min($0 * max(1, $1.values.count), 1 << 40) }
    guard count <= allowed else {
      problems.error(
        .tooManyCells, "the matrices of the spec make more than \(MatrixExpansion.cellLimit) cells",
        at: value.entry("matrix")?.key.span ?? name.span,
        "\(count) cells here", help: "leave out values, or split the spec")
      return WorkloadCells(name: name, kind: kind, axes: axes, cells: [], isBroken: true)
    }
    let errors = problems.errors
    let cells = combinations(axes).map { cell(name, kind, shape, value, axes, $0) }
    return WorkloadCells(name: name, kind: kind, axes: axes, cells: cells, isBroken: problems.errors > errors)
  }

  // MARK: - The kind

  private func kind(_ name: Key, _ entries: [Entry]) -> (String, ObjectShape)? {
    let written = entries.filter { entry in Language.workload(entry.key.text) != nil || Language.comingKinds[entry.key.text] != nil }
    if let coming = written.first(where: { Language.comingKinds[$0.key.text] != nil }) {
      problems.error(
        .kindNotAvailable, "\(Language.comingKinds[coming.key.text] ?? "") are not available in this version", at: coming.key.span,
        "known, but not carried out yet", also: [Diagnostic.Label(name.span, "in this workload")],
        help: "this version has \(listed(Language.workloads.map(\.kind)))")
      return nil
    }
    guard let only = written.first else {
      let missing = MissingKind(name: name, entries: entries)
      if let kind = missing.meant { return Language.workload(kind).map { (kind, $0) } }
      missing.report(to: problems)
      return nil
    }
    if written.count > 1 {
      problems.error(
        .severalKinds, "workload \(quoted(name.text)) is of two kinds at once", at: written[1].key.span, "another kind",
        also: [Diagnostic.Label(only.key.span, "one kind")], help: "make two workloads of it")
      return nil
    }
    return Language.workload(only.key.text).map { (only.key.text, $0) }
  }

  // MARK: - The axes

  /// The axes with their values, sorted by name; `nil` where one is broken.
  private func axes(_ name: Key, _ value: Value) -> [WorkloadCells.Axis]? {
    guard let matrix = value.entry("matrix") else { return [] }
    let errors = problems.errors
    let place = Decoder.Place(phrase: "`matrix` of workload \(quoted(name.text))", name: matrix.key.span)
    let decoded = planning.decoder.decode(matrix.value, as: .map(.list(.scalar), keys: .names), "the key `matrix`", in: place)
    guard let decoded, case .map(let entries) = decoded.field, problems.errors == errors else { return nil }
    let axes = entries.compactMap { key, value -> WorkloadCells.Axis? in
      guard case .list(let values) = value.field else { return nil }
      return axis(key, values, value.span)
    }
    return axes.count == entries.count ? axes.sorted { $0.name.text.utf8.lexicographicallyPrecedes($1.name.text.utf8) } : nil
  }

  private func axis(_ key: Key, _ values: [Decoded], _ span: Span) -> WorkloadCells.Axis? {
    guard !values.isEmpty else {
      problems.error(
        .matrixAxis, "the axis \(quoted(key.text)) has no values", at: span, "an empty list",
        help: "an axis with no value makes no cell; remove it")
      return nil
    }
    var seen: [String: Span] = [:]
    for value in values {
      if let scalar = value.scalar, Value(value.span, .scalar(scalar)).withoutLookAlikes(problems) != nil { return nil }
      let text = value.text ?? ""
      guard !text.isEmpty, text.utf8.count <= 64, text.utf8.allSatisfy(isAxisByte) else {
        problems.error(
          .matrixAxis, "the value \(quoted(text)) cannot stand on an axis", at: value.span, "not usable in the id of a cell",
          help: "values of axes are made of letters, digits, `.`, `_`, `+` and `-`, up to 64 of them")
        return nil
      }
      if let first = seen.updateValue(value.span, forKey: text) {
        problems.error(
          .matrixAxis, "the value \(quoted(text)) stands twice on the axis \(quoted(key.text))", at: value.span, "again here",
          also: [Diagnostic.Label(first, "first here")], help: "planned repetitions are `trials`")
        return nil
      }
    }
    return WorkloadCells.Axis(name: key, values: values.map { ($0.text ?? "", $0.span) })
  }

  /// Every combination of positions, the last axis fastest.
  private func combinations(_ axes: [WorkloadCells.Axis]) -> [[Int]] {
    axes.reduce([[]]) { rows, axis in rows.flatMap { row in axis.values.indices.map { row + [$0] } } }
  }

  // MARK: - A cell

  private func cell(_ name: Key, _ kind: String, _ shape: ObjectShape, _ value: Value, _ axes: [WorkloadCells.Axis], _ at: [Int]) -> Cell {
    let coordinates = zip(axes, at).map { Coordinate(axis: $0.name.text, value: $0.values[$1].text) }
    let pairs = coordinates.map { "\($0.axis)=\($0.value)" }.joined(separator: ",")
    var tree = value.without("matrix")
    if !axes.isEmpty { tree = filled(tree, coordinates) }
    for (axis, position) in zip(axes, at) { tree = set(axis, position, in: tree, kind, shape, name, written: value) }
    let place = Decoder.Place(phrase: "workload \(quoted(name.text))", name: name.span)
    let fields = planning.decoder.decodeObject(tree, shape, "workload \(quoted(name.text))", in: place)
    return Cell(id: pairs.isEmpty ? name.text : "\(name.text)[\(pairs)]", coordinates: coordinates, fields: fields)
  }

  /// Axes as parameters: `${axis}` stands for the cell's value.
  private func filled(_ tree: Value, _ coordinates: [Coordinate]) -> Value {
    var values: [String: Scalar] = [:]
    for coordinate in coordinates { values[coordinate.axis] = Scalar(text: coordinate.value, style: .plain) }
    return Substitution(values, isCounted: false, problems: problems, meter: planning.meter).apply(to: tree)
  }

  /// Puts an axis's value where it belongs: a key of the workload, or one of its settings; else it has to be used as `${axis}`.
  private func set(
    _ axis: WorkloadCells.Axis, _ position: Int, in tree: Value, _ kind: String, _ shape: ObjectShape, _ name: Key, written: Value
  ) -> Value {
    let (text, span) = axis.values[position]
    let entry = Entry(key: axis.name, value: Value(plain: text, at: span))
    if axis.name.text != kind, shape.key(axis.name.text)?.shape.isScalar ?? false { return tree.setting(entry) }
    let settings = settings(kind, tree)
    if settings.contains(axis.name.text) {
      let with = tree.entry("with") ?? Entry(key: axis.name, value: Value(axis.name.span, .mapping([])))
      return tree.setting(Entry(key: Key(text: "with", span: with.key.span), value: with.value.setting(entry)))
    }
    if !written.mentions("${\(axis.name.text)}") {
      let names = shape.keys.filter { $0.shape.isScalar && $0.name != kind }.map(\.name) + settings
      problems.error(
        .matrixAxis, "the axis \(quoted(axis.name.text)) changes nothing in workload \(quoted(name.text))", at: axis.name.span,
        "no key, no setting, and not used as `${\(axis.name.text)}`",
        help: didYouMean(axis.name.text, among: names).map { "did you mean `\($0)`?" } ?? "axes may be \(listed(names))")
    }
    return tree
  }

  private func settings(_ kind: String, _ tree: Value) -> [String] {
    if kind == "kernel" {
      return tree["kernel"]?.scalar.flatMap { planning.context.catalogue.kernel($0.text) }?.parameters.map(\.name) ?? []
    }
    guard case .object(let shape)? = Language.workload(kind)?.key("with")?.shape.chosen(in: tree) else { return [] }
    return shape.keys.filter { $0.shape.isScalar }.map(\.name)
  }
}

extension Shape {
  /// Whether one word or number can be its whole value.
  fileprivate var isScalar: Bool {
    switch self {
    case .list, .map, .object, .settings, .score, .workload: false
    default: true
    }
  }
}

extension Value {
  fileprivate func without(_ key: String) -> Value {
    entries.map { Value(span, .mapping($0.filter { $0.key.text != key })) } ?? self
  }

  /// A mapping with one entry put in place of its namesake, or at the end.
  fileprivate func setting(_ entry: Entry) -> Value {
    guard let entries else { return self }
    return Value(span, .mapping(entries.filter { $0.key.text != entry.key.text } + [entry]))
  }

  fileprivate func mentions(_ text: String) -> Bool {
    switch content {
    case .scalar(let scalar): scalar.text.contains(text)
    case .sequence(let elements): elements.contains { $0.mentions(text) }
    case .mapping(let entries): entries.contains { $0.value.mentions(text) }
    }
  }
}
