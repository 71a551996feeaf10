internal import Record
internal import Text

/// What a spec changes of what its parents lock.
extension Inheritance {
  static let lockLimit = 1000

  func deviations(_ chain: [Loaded], final: YAMLValue) -> [Deviation] {
    var deviations: [Deviation] = []
    let mine = Substitution.everything(in: final)
    for loaded in chain {
      let locked = loaded.own["rules"]?["locked"]?.elements ?? []
      guard !locked.isEmpty, areFew(locked) else { continue }
      let base = Substitution.everything(in: loaded.merged)
      var seen: Set<String> = []
      for lock in locked {
        guard let path = lock.scalar?.text, let components = DottedPath(path)?.components, seen.insert(path).inserted else { continue }
        guard !deviations.contains(where: { $0.path == path }) else { continue }
        let (inherited, here) = (base.value(at: components), mine.value(at: components))
        guard inherited?.fingerprint != here?.fingerprint else { continue }
        deviations.append(Deviation(path: path, inherited: inherited?.summary, here: here?.summary))
        reportLock(path, lock.span, here, chain[0].own)
      }
    }
    return deviations.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Whether there are no more locks than can be compared in good time.
  private func areFew(_ locked: [YAMLValue]) -> Bool {
    guard locked.count > Inheritance.lockLimit else { return true }
    problems.error(
      .tooManyNodes, "\(locked.count) values are locked, and \(Inheritance.lockLimit) are allowed", at: locked[Inheritance.lockLimit].span,
      "one too many", help: "lock the mappings that they stand in")
    return false
  }

  private func reportLock(_ path: String, _ lock: Span, _ here: YAMLValue?, _ root: YAMLValue) {
    var place = here?.span ?? root.place(of: DottedPath(path)?.components ?? [])
    var label = here == nil ? "removed here" : "changed here"
    // Text that still stands in the parent changed by a parameter that it takes in.
    if place.source == lock.source, let own = root.entry("parameters") ?? root.entry("extends"), root.span.source != lock.source {
      (place, label) = (own.key.span, "changed by way of a parameter")
    }
    problems.warning(
      .lockedValueChanged, "\(quoted(path)) is locked, so results of this spec are of the custom division", at: place, label,
      also: [Diagnostic.Label(lock, "locked here")], help: "leave the locked value as it is to stay in the standard division")
  }
}

extension YAMLValue {
  /// Where a path leads, or where it ends on the way; an empty place for one that does not begin here.
  fileprivate func place(of path: [String]) -> Span {
    guard let first = path.first, let entry = entry(first) else { return span.part(0..<0) }
    let inner = path.count > 1 && entry.value.entry(path[1]) != nil
    return inner ? entry.value.place(of: Array(path.dropFirst())) : entry.value.isNothing ? entry.value.span : entry.key.span
  }

  /// The value at a path of keys and list positions, or `nil`.
  func value(at path: [String]) -> YAMLValue? {
    guard let first = path.first else { return self }
    let next = elements.flatMap { list in Int(first).flatMap { list.indices.contains($0) ? list[$0] : nil } } ?? self[first]
    return next?.value(at: Array(path.dropFirst()))
  }

  /// One text for equal values and different ones for different values, whatever order keys are written in.
  var fingerprint: String {
    switch content {
    case .scalar(let scalar):
      scalar.isPlain && CoreScalar(scalar.text) != .text ? scalar.text : JSON.string(scalar.text).canonicalText
    case .sequence(let elements): "[" + elements.map(\.fingerprint).joined(separator: ",") + "]"
    case .mapping(let entries):
      "{"
        + entries.sorted { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }
        .map { JSON.string($0.key.text).canonicalText + ":" + $0.value.fingerprint }.joined(separator: ",") + "}"
    }
  }

  /// The text of a scalar, else the fingerprint.
  fileprivate var summary: String { scalar?.text ?? fingerprint }
}
