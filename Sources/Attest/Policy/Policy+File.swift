// The policy file: YAML that other hands turn into JSON and back only here into text.
public import Record
internal import Text

extension Policy {
  /// The version of the policy file's format.
  public static let version = 1

  /// A policy from the JSON value of its file.
  ///
  /// Unknown keys are refused, since a misspelt demand would be no demand.
  ///
  /// - Throws: `policy-invalid`, with the place.
  public init(json: JSON) throws(AttestFault) {
    guard let object = json.object else { throw Policy.fault("", "expected a mapping") }
    try Policy.demandKeys(object, ["etalon-policy", "builders", "require", "tolerance", "budget"], at: "")
    guard object["etalon-policy"]?.number == Double(Policy.version) else {
      throw Policy.fault("etalon-policy", "expected `etalon-policy: \(Policy.version)`")
    }
    self.init()
    if let list = object["builders"] { builders = try Policy.list(list, "builders", Builder.init(json:at:)) }
    if let list = object["require"] { require = try Policy.list(list, "require", Policy.property) }
    if let value = object["tolerance"] { tolerance = try Policy.share(value) }
    if let value = object["budget"] { budget = try Budget(json: value) }
  }

  private static func property(_ json: JSON, _ place: String) throws(AttestFault) -> PropertyVerdict.Property {
    guard let property = json.text.flatMap({ PropertyVerdict.Property(rawValue: $0) }) else {
      throw fault(place, "expected one of \(PropertyVerdict.Property.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return property
  }

  /// `5%`, or a plain number such as 0.05.
  private static func share(_ json: JSON) throws(AttestFault) -> Rational {
    let percent = json.text.flatMap { $0.hasSuffix("%") ? Rational(decimal: $0.dropLast().trimmed) : nil }
    let value = percent.flatMap { $0.divided(by: Rational(100)) } ?? json.number.flatMap { Rational(decimal: "\($0)") }
    guard let value, value.numerator >= 0, value.isLess(than: Rational(1)) == true else {
      throw fault("tolerance", "expected a share from 0% to under 100%")
    }
    return value
  }

  static func list<Element>(
    _ json: JSON, _ place: String, _ element: (JSON, String) throws(AttestFault) -> Element
  ) throws(AttestFault) -> [Element] {
    guard let elements = json.elements else { throw fault(place, "expected a list") }
    var values: [Element] = []
    for (index, json) in elements.enumerated() { values.append(try element(json, "\(place)[\(index)]")) }
    return values
  }

  static func demandKeys(_ object: JSON.Object, _ known: [String], at place: String) throws(AttestFault) {
    for member in object.members where !known.contains(member.name) {
      throw fault(place.isEmpty ? member.name : "\(place).\(member.name)", "unknown key; known are \(known.joined(separator: ", "))")
    }
  }

  static func fault(_ place: String, _ reason: String) -> AttestFault {
    AttestFault(
      "policy-invalid", place.isEmpty ? "the policy is invalid: \(reason)" : "the policy is invalid at \(quoted(place)): \(reason)",
      help: "`etalon key trust KEY.pub --builder ID` writes a valid one")
  }
}

extension Policy.Budget {
  init(json: JSON) throws(AttestFault) {
    guard let object = json.object else { throw Policy.fault("budget", "expected a mapping") }
    try Policy.demandKeys(object, ["bytes", "seconds", "files"], at: "budget")
    func count(_ name: String) throws(AttestFault) -> Int? {
      guard let value = object[name] else { return nil }
      guard let count = value.number.flatMap({ Int(exactly: $0) }), count > 0 else {
        throw Policy.fault("budget.\(name)", "expected a whole number above 0")
      }
      return count
    }
    self.init(bytes: try count("bytes"), seconds: try count("seconds"), files: try count("files"))
  }

  /// As the policy file has it, or `nil` where everything is the default.
  var yaml: String? {
    let parts = [("bytes", bytes), ("seconds", seconds), ("files", files)].compactMap { name, value in value.map { "\(name): \($0)" } }
    return parts.isEmpty ? nil : "budget: { \(parts.joined(separator: ", ")) }"
  }
}

extension Policy.Builder {
  init(json: JSON, at place: String) throws(AttestFault) {
    guard let object = json.object else { throw Policy.fault(place, "expected a mapping with `id` and `keys`") }
    try Policy.demandKeys(object, ["id", "keys", "build-types"], at: place)
    guard let id = object["id"]?.text, !id.isEmpty else { throw Policy.fault("\(place).id", "expected the builder's name") }
    guard let list = object["keys"] else { throw Policy.fault("\(place).keys", "expected a list of keys") }
    let keys = try Policy.list(list, "\(place).keys") { (json, place) throws(AttestFault) in
      guard let text = json.text else { throw Policy.fault(place, "expected the text of a key") }
      do throws(AttestFault) {
        return try PublicKey(text: text)
      } catch {
        throw Policy.fault(place, error.message)
      }
    }
    var types = [RunStatement.buildType]
    if let list = object["build-types"] {
      types = try Policy.list(list, "\(place).build-types") { (json, place) throws(AttestFault) in
        guard let text = json.text else { throw Policy.fault(place, "expected a text") }
        return text
      }
    }
    self.init(id: id, keys: keys, buildTypes: types)
  }
}

extension Policy {
  /// The policy as the text of its file; reading it gives the same policy again.
  ///
  /// A JSON string is a double-quoted scalar of YAML 1.2.
  public var yaml: String {
    var text = "# Whom `etalon verify` believes. Written by `etalon key trust`; edit it freely.\n"
    text += "etalon-policy: \(Policy.version)\n"
    if !require.isEmpty { text += "require: [\(require.map(\.rawValue).joined(separator: ", "))]\n" }
    if let tolerance, let percent = tolerance.multiplied(by: Rational(100))?.decimalText { text += "tolerance: \"\(percent)%\"\n" }
    if let budget = budget.yaml { text += "\(budget)\n" }
    text += builders.isEmpty ? "builders: []\n" : "builders:\n"
    for builder in builders {
      text += "  - id: \(jsonString(builder.id))\n    keys:\n"
      for key in builder.keys { text += "      - \(jsonString(key.sshLine))\n" }
      text += "    build-types:\n"
      for type in builder.buildTypes { text += "      - \(jsonString(type))\n" }
    }
    return text
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
