internal import Record

/// A mapping of the policy file with its place; what is wrong in it is told with that place.
struct PolicyFields {
  private let object: JSON.Object
  private let own: String

  init(_ json: JSON, at place: String, _ known: [String]) throws(AttestFault) {
    guard let object = json.object else {
      throw Policy.fault(place, place.isEmpty ? "expected a mapping" : "expected a mapping with \(known.joined(separator: ", "))")
    }
    self.object = object
    own = place
    for member in object.members where !known.contains(member.name) {
      throw Policy.fault(self.place(of: member.name), "unknown key; known are \(known.joined(separator: ", "))")
    }
  }

  subscript(_ name: String) -> JSON? { object[name] }

  private func place(of name: String) -> String { own.isEmpty ? name : "\(own).\(name)" }

  /// The value of a key that may be absent.
  func read<Value>(_ name: String, _ convert: (JSON, String) throws(AttestFault) -> Value) throws(AttestFault) -> Value? {
    guard let json = object[name] else { return nil }
    return try convert(json, place(of: name))
  }

  /// The value of a key that must be there.
  func need<Value>(
    _ name: String, _ what: String, _ convert: (JSON, String) throws(AttestFault) -> Value
  ) throws(AttestFault) -> Value {
    guard let json = object[name], json.text?.isEmpty != true else { throw Policy.fault(place(of: name), "expected \(what)") }
    return try convert(json, place(of: name))
  }

  /// The elements of a list that may be absent.
  func list<Element>(
    _ name: String, _ convert: (JSON, String) throws(AttestFault) -> Element
  ) throws(AttestFault) -> [Element]? {
    guard let json = object[name] else { return nil }
    guard let elements = json.elements else { throw Policy.fault(place(of: name), "expected a list") }
    var values: [Element] = []
    for (index, json) in elements.enumerated() { values.append(try convert(json, "\(place(of: name))[\(index)]")) }
    return values
  }

  /// The elements of a list that must be there.
  func needList<Element>(
    _ name: String, _ what: String, _ convert: (JSON, String) throws(AttestFault) -> Element
  ) throws(AttestFault) -> [Element] {
    guard let values = try list(name, convert) else { throw Policy.fault(place(of: name), "expected \(what)") }
    return values
  }
}

// How the values of the policy file are read; each says what it expected.
extension Policy {
  static func text(_ json: JSON, _ place: String) throws(AttestFault) -> String {
    guard let text = json.text, !text.isEmpty else { throw fault(place, "expected a text") }
    return text
  }

  static func key(_ json: JSON, _ place: String) throws(AttestFault) -> PublicKey {
    guard let text = json.text else { throw fault(place, "expected the text of a key") }
    do throws(AttestFault) {
      return try PublicKey(text: text)
    } catch {
      throw fault(place, error.message)
    }
  }

  static func time(_ json: JSON, _ place: String) throws(AttestFault) -> Timestamp {
    guard let time = json.text.flatMap({ Timestamp(recordText: $0) }) else { throw fault(place, "expected \(Timestamp.recordForm)") }
    return time
  }

  static func certificates(_ json: JSON, _ place: String) throws(AttestFault) -> String {
    guard let text = json.text, let certificates = Certificates(pem: text), certificates.count > 0 else {
      throw fault(place, "expected a certificate in PEM, from its line `BEGIN CERTIFICATE` to its line `END CERTIFICATE`")
    }
    return text
  }

  static func count(_ json: JSON, _ place: String) throws(AttestFault) -> Int {
    guard let number = json.number, let count = Int(exactly: number), count >= 0 else { throw fault(place, "expected a whole number") }
    return count
  }

  /// A number of bytes, or a text such as `512 MiB`.
  static func bytes(_ json: JSON, _ place: String) throws(AttestFault) -> Int {
    let units = ["KiB": 10, "MiB": 20, "GiB": 30, "TiB": 40]
    if let text = json.text, let unit = units[String(text.suffix(3))], let count = Int(text.dropLast(3).trimmed), count >= 0,
      count < 1 << 20
    {
      return count << unit
    }
    guard json.text == nil else { throw fault(place, "expected a number of bytes, or one such as `512 MiB`") }
    return try count(json, place)
  }

  /// `5%`, or a plain number such as 0.05.
  static func share(_ json: JSON, _ place: String) throws(AttestFault) -> Rational {
    let percent = json.text.flatMap { $0.hasSuffix("%") ? Rational(decimal: $0.dropLast().trimmed) : nil }
    let value = percent.flatMap { $0.divided(by: Rational(100)) } ?? json.number.flatMap { Rational(decimal: "\($0)") }
    guard let value, value.numerator >= 0, value.isLess(than: Rational(1)) == true else {
      throw fault(place, "expected a share from 0% to under 100%")
    }
    return value
  }

  /// Shares by the names of metrics.
  static func shares(_ json: JSON, _ place: String) throws(AttestFault) -> [String: Rational] {
    guard let object = json.object else { throw fault(place, "expected a mapping from metrics to shares") }
    var shares: [String: Rational] = [:]
    for member in object.members { shares[member.name] = try share(member.value, "\(place).\(member.name)") }
    return shares
  }
}

extension Substring {
  /// Without spaces at both ends.
  var trimmed: String {
    var text = self
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
