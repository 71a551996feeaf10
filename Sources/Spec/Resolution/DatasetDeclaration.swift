internal import Record
internal import Text

/// One entry of `datasets`, on its way into the plan.
struct DatasetDeclaration {
  private let name: Key
  private let fields: Fields<DatasetKeys>
  private let planning: Planning
  private var problems: Problems { planning.problems }
  private var id: String { name.text }

  init(_ name: Key, _ fields: Fields<DatasetKeys>, _ planning: Planning) {
    (self.name, self.fields, self.planning) = (name, fields, planning)
  }

  /// Where the data of an entry stand.
  fileprivate enum Origin {
    case file(path: String, Digest)
    case sealed(path: String, Digest)
    case items([Located<JSON>], Digest)
  }

  func dataset() throws(Reported) -> Declarations.Dataset {
    let (split, format) = (Outcome(try self.split()), Outcome(try fields.format))
    let (license, source) = (Outcome(try fields.license), Outcome(try fields.source))
    let audit = Outcome(try fields.audit)
    let origin = try origin(format)
    let chosen = try format.get()
    var plan = InputPlan(
      id: id, kind: .dataset, sha256: origin.digest, license: try license.get(),
      format: InputPlan.Format(chosen.entry.word, chosen.settings), split: try split.get())
    if case .items(let items, _) = origin { plan.items = items.map(\.value) }
    if case .sealed = origin {
      (plan.sealed, plan.audit) = (true, try audit.get())
    } else if try audit.get() != nil {
      throw misplaced(fields.entry(\.audit), "only items of a sealed set are opened by audits", help: "remove it")
    }
    return Declarations.Dataset(
      plan: plan, format: chosen.entry, location: location(of: origin, source: try source.get()), formatSpan: fields.place(of: \.format))
  }

  private func location(of origin: Origin, source: String?) -> InputLocation {
    switch origin {
    case .file(let path, let digest), .sealed(let path, let digest):
      let place = if case .sealed = origin { fields.place(of: \.sealed) } else { fields.place(of: \.file) }
      let base = planning.file(of: place)
      planning.checkDigest(digest, at: fields.place(of: \.sha256), path: path, base)
      return InputLocation(id: id, path: path, base: base, place: place, sha256: digest, source: source)
    case .items(let items, let digest):
      let place = fields.place(of: \.items)
      return InputLocation(
        id: id, path: nil, base: planning.file(of: place), place: place, sha256: digest, source: source, items: items.map(\.span))
    }
  }

  /// The file or the items, whichever the format is read from; a format that is wrong itself says nothing about it.
  private func origin(_ format: Outcome<Chosen<FormatEntry>>) throws(Reported) -> Origin {
    let (path, digest, items) = (Outcome(try fields.file), Outcome(try fields.sha256), Outcome(try fields.items))
    guard let pin = format.value?.entry.pin else {
      if let entry = format.value?.entry, try items.get() != nil {
        throw misplaced(fields.entry(\.items), "`\(entry.word)` reads a file", help: "remove it, or declare `format: { inline: … }`")
      }
      if let sealed = try sealedSet(path, format) { return sealed }
      let path = Outcome(try required(path, \.file))
      let digest = try required(digest, \.sha256, hint: path.value.flatMap(digestNow))
      return .file(path: try path.get(), digest)
    }
    let help = "remove it, or declare a format of files, such as `format: { jsonl: … }`"
    if try path.get() != nil { throw misplaced(fields.entry(\.file), "`inline` reads `items`", help: help) }
    if try fields.sealed != nil { throw misplaced(fields.entry(\.sealed), "`inline` reads `items`", help: help) }
    if try digest.get() != nil { throw misplaced(fields.entry(\.sha256), "the spec itself pins its items", help: "remove it") }
    let written = try required(items, \.items)
    return .items(written, pin(written.map(\.value)))
  }

  /// A sealed set, where the entry names one: its items are JSON Lines, whatever they were sealed from.
  private func sealedSet(_ file: Outcome<String?>, _ format: Outcome<Chosen<FormatEntry>>) throws(Reported) -> Origin? {
    guard let path = try fields.sealed else { return nil }
    let help = "keep `sealed`, and declare `format: { jsonl: … }` with the fields of an item"
    if try file.get() != nil { throw misplaced(fields.entry(\.file), "a sealed set is no file of items", help: help) }
    if let word = format.value?.entry.word, word != "jsonl" {
      throw misplaced(fields.entry(\.sealed), "`\(word)` reads a file", help: help)
    }
    // The commitment names the set; the folder that it stands in is nobody's business.
    let commitment = path.hasSuffix(".json") ? path : path + (path.hasSuffix("/") ? "" : "/") + "commitment.json"
    let hint = planning.context.digestOfFile(commitment, planning.file(of: fields.place(of: \.sealed)))
    return .sealed(path: commitment, try required(Outcome(try fields.sha256), \.sha256, hint: hint))
  }

  /// The digest of a file as it is now, where it is known.
  private func digestNow(_ path: String) -> Digest? {
    planning.context.digestOfFile(path, planning.file(of: fields.place(of: \.file)))
  }

  private func required<Value>(
    _ value: Outcome<Value?>, _ key: KeyPath<DatasetKeys, TypedKey<Value?>>, hint: Digest? = nil
  ) throws(Reported) -> Value {
    if let value = try value.get() { return value }
    let schema = fields.keys[keyPath: key].schema
    throw problems.error(
      .missingKey, "the key \(quoted(schema.name)) is missing in dataset \(quoted(id))", at: name.span,
      "\(DatasetKeys.noun) needs `\(schema.name)`",
      help: hint.map { "of the file as it is now: `\(schema.name): \($0.hex)`" } ?? "`\(schema.name)`: " + schema.summary)
  }

  private func misplaced(_ place: KeyPlace, _ why: String, help: String) -> Reported {
    problems.error(.unknownKey, "dataset \(quoted(id)) has no use for `\(place.name)`", at: place.key, why, help: help)
  }

  private func split() throws(Reported) -> [InputPlan.SplitPart] {
    guard let written = try fields.split else { return [] }
    let parts = try written.mapAll { part throws(Reported) in
      InputPlan.SplitPart(name: part.key.text, share: try part.outcome.get())
    }
    guard !parts.isEmpty else { return [] }
    let sum = parts.reduce(Optional(Rational(0))) { $0?.adding($1.share) }
    guard sum == Rational(1) else {
      let total = sum?.multiplied(by: Rational(100)).map { "\($0) %" } ?? "something else"
      throw problems.error(
        .splitNotWhole, "the parts of dataset \(quoted(id)) do not add up to 100 %", at: fields.place(of: \.split),
        "these add up to \(total)", help: "every row belongs to exactly one part, so the shares have to add up to 100 %")
    }
    return parts
  }
}

extension DatasetDeclaration.Origin {
  fileprivate var digest: Digest {
    switch self {
    case .file(_, let digest), .sealed(_, let digest), .items(_, let digest): digest
    }
  }
}
