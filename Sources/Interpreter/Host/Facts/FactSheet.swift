internal import Record
internal import Text

/// Collects the facts of one probe: fields, taints and evidence.
struct FactSheet {
  private(set) var fields: [String: FingerprintField] = [:]
  private(set) var taints: Set<String> = []
  private(set) var evidence: [String: JSON] = [:]

  /// Records a fact, or why there is none.
  mutating func note(_ name: String, _ effect: FingerprintField.Effect, _ value: JSON?, orAbsent reason: String) {
    fields[name] = value.map { FingerprintField(effect, probed: $0) } ?? FingerprintField(effect, absent: reason)
  }

  /// Records a text from the host: printable, and at most 256 scalars.
  mutating func note(_ name: String, _ effect: FingerprintField.Effect, text: String?, orAbsent reason: String) {
    let value = text.flatMap { $0.isEmpty ? nil : JSON.string(excerpt(printable($0), limit: 255)) }
    note(name, effect, value, orAbsent: reason)
  }

  mutating func note(_ name: String, _ effect: FingerprintField.Effect, count: Int?, orAbsent reason: String) {
    note(name, effect, count.map { .number(Double($0)) }, orAbsent: reason)
  }

  mutating func taint(_ tag: String, if condition: Bool = true) {
    if condition { taints.insert(tag) }
  }

  mutating func observe(_ name: String, _ value: JSON?) {
    if let value { evidence[name] = value }
  }

  var fingerprint: Fingerprint { Fingerprint(fields: fields, taints: Array(taints), evidence: evidence) }
}
