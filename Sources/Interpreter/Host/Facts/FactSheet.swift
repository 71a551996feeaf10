internal import Record
internal import Text

/// Collects the facts of one probe: fields, taints and evidence.
///
/// The class of each field comes from the table of rules.
struct FactSheet {
  private(set) var fields: [String: FingerprintField] = [:]
  private(set) var taints: Set<String> = []
  private(set) var evidence: [String: JSON] = [:]

  /// Records a fact, or why it cannot be had; what is known not to be there is a fact, such as `none`.
  mutating func note(_ name: String, _ value: JSON?, orAbsent reason: String) {
    let effect = FingerprintRule.rule(for: name)?.effect ?? .informational
    fields[name] = value.map { FingerprintField(effect, probed: $0) } ?? FingerprintField(effect, absent: reason)
  }

  /// Records a text from the host: printable, and at most 256 scalars.
  mutating func note(_ name: String, text: String?, orAbsent reason: String) {
    note(name, text.flatMap(FactSheet.printed), orAbsent: reason)
  }

  /// Records texts from the host, sorted.
  mutating func note(_ name: String, texts: [String]?, orAbsent reason: String) {
    let sorted = texts?.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    note(name, sorted.map { .array($0.compactMap(FactSheet.printed)) }, orAbsent: reason)
  }

  mutating func note(_ name: String, count: Int?, orAbsent reason: String) {
    note(name, count.map { .number(Double($0)) }, orAbsent: reason)
  }

  /// Records what the owner of the host says.
  mutating func declare(_ name: String, _ value: JSON) {
    fields[name] = FingerprintField(FingerprintRule.rule(for: name)?.effect ?? .informational, declared: value)
  }

  mutating func taint(_ tag: String, if condition: Bool = true) {
    if condition { taints.insert(tag) }
  }

  mutating func observe(_ name: String, _ value: JSON?) {
    if let value { evidence[name] = value }
  }

  var fingerprint: Fingerprint { Fingerprint(fields: fields, taints: Array(taints), evidence: evidence) }

  private static func printed(_ text: String) -> JSON? { text.isEmpty ? nil : .string(excerpt(printable(text), limit: 255)) }
}
