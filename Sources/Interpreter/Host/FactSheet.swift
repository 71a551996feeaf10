internal import Record

/// Collects the facts of one probe: fields, taints and evidence.
struct FactSheet {
  private(set) var fields: [String: FingerprintField] = [:]
  private(set) var taints: Set<String> = []
  private(set) var evidence: [String: JSON] = [:]

  /// Records a fact, or why there is none.
  mutating func note(_ name: String, _ effect: FingerprintField.Effect, _ value: JSON?, orAbsent reason: String) {
    fields[name] = value.map { FingerprintField(effect, probed: $0) } ?? FingerprintField(effect, absent: reason)
  }

  mutating func note(_ name: String, _ effect: FingerprintField.Effect, text: String?, orAbsent reason: String) {
    let value = text.flatMap { $0.isEmpty ? nil : JSON.string(printable($0)) }
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

  /// A text from the host, cut to what a record should hold: no control characters, at most 256 characters.
  private func printable(_ text: String) -> String {
    let kept = text.unicodeScalars.prefix(256).map { scalar -> Unicode.Scalar in
      scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "\u{FFFD}" : scalar
    }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: kept)
    return String(result)
  }
}
