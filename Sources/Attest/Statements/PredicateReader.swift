public import Record

/// Reads the fields of a predicate and tells which one is missing or of the wrong kind.
public struct PredicateReader: Sendable, Hashable {
  /// The predicate as it stands in the payload.
  public let json: JSON

  /// A reader of a predicate.
  public init(_ json: JSON) { self.json = json }

  /// The value at a path of names, or `nil`.
  public func value(_ path: [String]) -> JSON? {
    var value: JSON? = json
    for name in path { value = value?[name] }
    return value
  }

  /// The text at a path; it must not be empty.
  public func text(_ path: String...) throws(StatementFault) -> String {
    try read(path, "a text") { $0.text.flatMap { $0.isEmpty ? nil : $0 } }
  }

  /// The digest at a path: 64 lower-case hexadecimal digits.
  public func digest(_ path: String...) throws(StatementFault) -> Digest {
    try read(path, Digest.recordForm) { $0.text.flatMap { Digest(hex: $0) } }
  }

  /// The time at a path, in UTC with whole seconds.
  public func time(_ path: String...) throws(StatementFault) -> Timestamp {
    try read(path, Timestamp.recordForm) { $0.text.flatMap { Timestamp(recordText: $0) } }
  }

  /// The nonce at a path: 32 lower-case hexadecimal digits.
  public func nonce(_ path: String...) throws(StatementFault) -> Nonce {
    try read(path, "a text of 32 lower-case hexadecimal digits") { $0.text.flatMap { Nonce(hex: $0) } }
  }

  /// The number at a path, written as decimal digits in a text.
  public func count(_ path: String...) throws(StatementFault) -> Int {
    try read(path, "decimal digits in a text") { json in
      guard let text = json.text, let count = Int(text), count >= 0, String(count) == text else { return nil }
      return count
    }
  }

  /// The elements at a path, each as a predicate of its own.
  public func list(_ path: String...) throws(StatementFault) -> [PredicateReader] {
    try read(path, "a list") { $0.elements?.map(PredicateReader.init) }
  }

  /// Demands that the object at a path has no names but these.
  func demandNames(_ known: [String], _ path: String...) throws(StatementFault) {
    guard let stranger = value(path)?.object?.members.first(where: { !known.contains($0.name) }) else { return }
    throw StatementFault(
      "statement-unreadable", "`\(path.joined(separator: "."))` of the predicate has a field that the format does not know",
      expected: known.joined(separator: ", "), found: stranger.name)
  }

  private func read<Value>(_ path: [String], _ form: String, _ convert: (JSON) -> Value?) throws(StatementFault) -> Value {
    guard let found = value(path), let value = convert(found) else {
      throw StatementFault("statement-unreadable", "`\(path.joined(separator: "."))` of the predicate is not \(form)")
    }
    return value
  }
}
