// The policy file: YAML that other hands turn into JSON. Policy+Text.swift writes it.
public import Record
internal import Text

extension Policy {
  /// The version of the policy file's format.
  public static let version = 1

  /// The keys of the file, in the order in which it is written.
  static let keys = [
    "etalon-policy", "require", "builders", "logs", "witnesses", "quorum", "time-authorities", "beacons", "tolerance", "bands",
    "interruptions", "overrides", "budget",
  ]

  /// A policy from the JSON value of its file.
  ///
  /// Unknown keys are refused, since a misspelt demand would be no demand.
  ///
  /// - Throws: `policy-invalid`, with the place.
  public init(json: JSON) throws(AttestFault) {
    let fields = try PolicyFields(json, at: "", Policy.keys)
    guard fields["etalon-policy"]?.number == Double(Policy.version) else {
      throw Policy.fault("etalon-policy", "expected `etalon-policy: \(Policy.version)`")
    }
    self.init()
    require = try fields.list("require", Policy.property) ?? []
    builders = try fields.list("builders", Builder.init(json:at:)) ?? []
    logs = try fields.list("logs") { (json, place) throws(AttestFault) in try NoteKey(json: json, at: place, name: "origin", .log) } ?? []
    witnesses =
      try fields.list("witnesses") { (json, place) throws(AttestFault) in try NoteKey(json: json, at: place, name: "name", .cosignature) }
      ?? []
    timeAuthorities = try fields.list("time-authorities", TimeAuthority.init(json:at:)) ?? []
    beacons = try fields.list("beacons", BeaconAuthority.init(json:at:)) ?? []
    tolerance = try fields.read("tolerance", Policy.share)
    bands = try fields.read("bands", Policy.shares) ?? [:]
    quorum = try fields.read("quorum", Policy.count)
    interruptions = try fields.read("interruptions", Policy.count)
    overrides = try fields.list("overrides", Policy.text)
    budget = try fields.read("budget", Budget.init(json:at:)) ?? Budget()
    if let quorum, quorum < 1 || quorum > witnesses.count {
      throw Policy.fault("quorum", "expected a number from 1 to \(witnesses.count), the number of `witnesses`")
    }
  }

  private static func property(_ json: JSON, _ place: String) throws(AttestFault) -> PropertyVerdict.Property {
    guard let property = json.text.flatMap({ PropertyVerdict.Property(rawValue: $0) }) else {
      throw fault(place, "expected one of \(PropertyVerdict.Property.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return property
  }

  static func fault(_ place: String, _ reason: String) -> AttestFault {
    AttestFault(
      "policy-invalid", place.isEmpty ? "the policy is invalid: \(reason)" : "the policy is invalid at \(quoted(place)): \(reason)",
      help: "`etalon key trust KEY.pub --builder ID` writes a valid one; docs/policy.md lists its keys")
  }
}

extension Policy.Builder {
  init(json: JSON, at place: String) throws(AttestFault) {
    let fields = try PolicyFields(json, at: place, ["id", "keys", "build-types", "from", "until"])
    self.init(
      id: try fields.need("id", "the builder's name", Policy.text), keys: try fields.needList("keys", "a list of keys", Policy.key),
      buildTypes: try fields.list("build-types", Policy.text) ?? [RunStatement.buildType], from: try fields.read("from", Policy.time),
      until: try fields.read("until", Policy.time))
  }
}

extension NoteKey {
  init(json: JSON, at place: String, name: String, _ use: Use) throws(AttestFault) {
    let fields = try PolicyFields(json, at: place, [name, "key"])
    let text = try fields.need(name, "a name as it stands below checkpoints", Policy.text)
    guard let named = NoteKey(text, use, try fields.need("key", "the text of a key", Policy.key)) else {
      throw Policy.fault("\(place).\(name)", "no name below a checkpoint is empty or holds spaces or `+`")
    }
    self = named
  }
}

extension Policy.TimeAuthority {
  init(json: JSON, at place: String) throws(AttestFault) {
    let fields = try PolicyFields(json, at: place, ["name", "root"])
    self.init(
      name: try fields.need("name", "what reports call it", Policy.text),
      root: try fields.need("root", "a certificate in PEM", Policy.certificates))
  }
}

extension Policy.BeaconAuthority {
  init(json: JSON, at place: String) throws(AttestFault) {
    let fields = try PolicyFields(json, at: place, ["kind", "certificate"])
    let word = try fields.need("kind", "the kind of beacon", Policy.text)
    guard let kind = BeaconKind(rawValue: word) else {
      throw Policy.fault("\(place).kind", "expected \(BeaconKind.allCases.map(\.rawValue).joined(separator: ", ")); others are not offered")
    }
    self.init(kind: kind, certificate: try fields.need("certificate", "a certificate in PEM", Policy.certificates))
  }
}

extension Policy.Budget {
  init(json: JSON, at place: String) throws(AttestFault) {
    let fields = try PolicyFields(json, at: place, ["bytes", "files", "memory", "seconds"])
    self.init(
      bytes: try fields.read("bytes", Policy.bytes), files: try fields.read("files", Policy.count),
      seconds: try fields.read("seconds", Policy.count), memory: try fields.read("memory", Policy.bytes))
  }
}
