internal import Record
internal import Text

/// What a spec declares for its workloads: targets, datasets and subjects, by name.
struct Declarations {
  private(set) var targets: [TargetPlan] = []
  private(set) var datasets: [Dataset] = []
  private(set) var subjects: [SubjectPlan] = []
  /// Where each name is declared, the broken ones too, so that one mistake is reported once.
  private(set) var targetNames: [String: Span] = [:]
  private(set) var datasetNames: [String: Span] = [:]
  private(set) var subjectNames: [String: Span] = [:]

  struct Dataset {
    var plan: InputPlan
    var location: InputLocation
    /// Where the format is declared.
    var formatSpan: Span
  }

  init(_ planning: Planning, _ fields: Fields) {
    let problems = planning.problems
    for (key, value) in fields.map("targets") {
      targetNames[key.text] = key.span
      if let fields = value.object, let target = Declarations.target(key.text, fields, problems) { targets.append(target) }
    }
    for (key, value) in fields.map("datasets") {
      datasetNames[key.text] = key.span
      if let fields = value.object, let dataset = Declarations.dataset(key.text, fields, planning) { datasets.append(dataset) }
    }
    for (key, value) in fields.map("subjects") {
      subjectNames[key.text] = key.span
      if let endpoint = value.object?.object("endpoint"), let url = endpoint.text("url"), let model = endpoint.text("model") {
        var settings = JSON.Object()
        settings["url"] = .string(url)
        settings["model"] = .string(model)
        settings["credential"] = endpoint.text("credential").map { .string($0) }
        subjects.append(SubjectPlan(id: key.text, access: .init("endpoint", Settings(values: settings))))
      }
    }
    addBroken(fields)
  }

  /// Entries that did not decode are still declared.
  private mutating func addBroken(_ fields: Fields) {
    for (key, path) in [
      ("targets", \Declarations.targetNames), ("datasets", \Declarations.datasetNames), ("subjects", \Declarations.subjectNames),
    ] {
      guard fields[key] == nil, fields.entries[key] != nil else { continue }
      self[keyPath: path][key] = fields.span
    }
  }

  func dataset(_ name: String) -> Dataset? { datasets.first { $0.plan.id == name } }

  private static func target(_ id: String, _ fields: Fields, _ problems: Problems) -> TargetPlan? {
    guard let device = fields.text("device").flatMap(TargetPlan.Device.init), let threads = fields["threads"] else { return nil }
    var requirements = TargetPlan.Requirements()
    if let require = fields.object("require") {
      requirements.memory = require["memory"].flatMap { wholeNumber($0, of: .information, problems) }
      requirements.cores = require.integer("cores")
      let sets = require.list("isa").compactMap(\.text)
      requirements.isa = sets.isEmpty ? nil : sets
    }
    return TargetPlan(
      id: id, device: device, threads: threads.integer.map(TargetPlan.Threads.count) ?? .all, isa: fields.text("isa"), require: requirements
    )
  }

  private static func dataset(_ id: String, _ fields: Fields, _ planning: Planning) -> Dataset? {
    let split = split(id, fields, planning.problems)
    guard let path = fields.text("file"), let digest = fields.digest("sha256"), let pin = fields["sha256"]?.span,
      let place = fields["file"]?.span,
      let format = format(fields), let formatSpan = fields["format"]?.span, let split
    else { return nil }
    let base = planning.file(of: place)
    planning.checkDigest(digest, at: pin, path: path, base)
    return Dataset(
      plan: InputPlan(id: id, kind: .dataset, sha256: digest, license: fields.text("license"), format: format, split: split),
      location: InputLocation(id: id, path: path, base: base, sha256: digest, source: fields.text("source")), formatSpan: formatSpan)
  }

  private static func format(_ fields: Fields) -> InputPlan.Format? {
    guard let (word, settings) = fields.variant("format") else { return nil }
    var values = JSON.Object()
    for name in ["label", "tokens", "id", "input", "answer"] { values[name] = settings.text(name).map { .string($0) } }
    values["scale"] = settings.number("scale").map { .string($0.recordText) }
    return InputPlan.Format(word, Settings(values: values))
  }

  private static func split(_ id: String, _ fields: Fields, _ problems: Problems) -> [InputPlan.SplitPart]? {
    let parts = fields.map("split").compactMap { key, value in value.number.map { InputPlan.SplitPart(name: key.text, share: $0) } }
    guard !parts.isEmpty, let span = fields["split"]?.span else { return [] }
    let sum = parts.reduce(Optional(Rational(0))) { $0?.adding($1.share) }
    guard sum == Rational(1) else {
      let total = sum?.multiplied(by: Rational(100)).map { "\($0) %" } ?? "something else"
      problems.error(
        .splitNotWhole, "the parts of dataset \(quoted(id)) do not add up to 100 %", at: span, "these add up to \(total)",
        help: "every row belongs to exactly one part, so the shares have to add up to 100 %")
      return nil
    }
    return parts
  }
}

/// An amount that has to be whole in a unit so many times smaller than the base unit (nanoseconds, bytes).
func wholeNumber(_ decoded: Decoded, of dimension: Dimension, scale: Int = 1, _ problems: Problems) -> U64? {
  guard case .quantity(let quantity) = decoded.field else { return nil }
  if let scaled = quantity.value.multiplied(by: Rational(scale)), scaled.denominator == 1, let value = UInt64(exactly: scaled.numerator) {
    return U64(value)
  }
  problems.error(
    .outOfRange, "\(dimension.noun) that is not a whole number of \(dimension == .time ? "nanoseconds" : "bytes")", at: decoded.span,
    "cannot be kept exactly")
  return nil
}
