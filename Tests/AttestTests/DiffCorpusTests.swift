import Attest
import Foundation
import Record
import TestSupport
import Testing

/// Pairs of fingerprints with the words that a comparison must find: patches to one base, captured from a machine that was really changed,
/// or invented.
///
/// `UPDATE=1` rewrites the expected words; read the difference before committing it.
@Suite struct `The corpus of fingerprint pairs` {
  private static let folder = Repository.path("Tests/Corpora/diff")

  @Test func `of captured changes gets the expected words`() throws {
    let base = try Patch.base()
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder + "/captured").sorted().filter { $0 != "base.json" }
    #expect(names.count >= 30)
    let pairs = try names.map { name in
      let patch = try Patch(JSON(parsing: try Repository.bytes(of: "\(Self.folder)/captured/\(name)")))
      return words(String(name.dropLast(5)), base, patch.applied(to: base), nil)
    }
    try expect(pairs, in: "captured.txt")
  }

  @Test func `of invented changes gets the expected words`() throws {
    let base = try Patch.base()
    let entries = try #require(try JSON(parsing: try Repository.bytes(of: Self.folder + "/invented.json")).elements)
    let pairs = entries.map { entry in
      let (left, right) = (Patch(entry["a"] ?? [:]).applied(to: base), Patch(entry["b"] ?? [:]).applied(to: base))
      return words(entry["name"]?.text ?? "?", left, right, entry["plan"]?.text.map(plan))
    }
    #expect(pairs.count >= 70)
    try expect(pairs, in: "invented.txt")
  }

  /// Whichever side is called A, the verdicts are the same.
  @Test func `is judged alike from both sides`() throws {
    let base = try Patch.base()
    let entries = try #require(try JSON(parsing: try Repository.bytes(of: Self.folder + "/invented.json")).elements)
    for entry in entries {
      let (left, right) = (Patch(entry["a"] ?? [:]).applied(to: base), Patch(entry["b"] ?? [:]).applied(to: base))
      let plan = entry["plan"]?.text.map(plan)
      let (there, back) = (FingerprintDiff(left, right, for: plan), FingerprintDiff(right, left, for: plan))
      #expect(there.results.answer == back.results.answer, "\(entry["name"]?.text ?? "")")
      #expect(there.speed.answer == back.speed.answer, "\(entry["name"]?.text ?? "")")
    }
  }

  private func words(_ name: String, _ left: Fingerprint, _ right: Fingerprint, _ plan: Plan?) -> String {
    let comparison = FingerprintDiff(left, right, for: plan).comparison()
    let lines = comparison.lines(all: true).drop { !$0.isEmpty }.dropFirst().filter { !$0.isEmpty }
    return "== \(name)\n" + lines.joined(separator: "\n") + "\nexit \(comparison.isEquivalent ? 0 : 1)\n"
  }

  private func plan(_ tier: String) -> Plan {
    var plan = BundleFixture.plan
    let numerics = ["portable": Numerics("portable-f32/1", .bits), "vendor": .vendor, "program": .program][tier]
    for index in plan.nodes.indices { plan.nodes[index].numerics = numerics ?? .program }
    return plan
  }

  private func expect(_ pairs: [String], in file: String) throws {
    let path = "\(Self.folder)/\(file)"
    let text = pairs.joined(separator: "\n")
    if Repository.updates { try Data(text.utf8).write(to: URL(filePath: path)) }
    let expected = try Repository.text(of: path).split(separator: "\n\n").map { $0.trimmingCharacters(in: .newlines) }
    let found = text.split(separator: "\n\n").map { $0.trimmingCharacters(in: .newlines) }
    #expect(found.count == expected.count)
    for (one, other) in zip(found, expected) { #expect(one == other) }
  }
}

/// What one fingerprint has different from the base of the corpus.
private struct Patch {
  private let change: JSON

  init(_ change: JSON) { self.change = change }

  static func base() throws -> Fingerprint {
    try Fingerprint(json: try JSON(parsing: try Repository.bytes(of: Repository.path("Tests/Corpora/diff/captured/base.json"))))
  }

  func applied(to base: Fingerprint) -> Fingerprint {
    var (fields, evidence, taints) = (base.fields, base.evidence, base.taints)
    for member in change["set"]?.object?.members ?? [] { fields[member.name] = field(member.value) }
    for name in change["remove"]?.elements ?? [] { fields[name.text ?? ""] = nil }
    if let tags = change["taints"]?.elements { taints = tags.compactMap(\.text) }
    if let facts = change["evidence"]?.object { evidence = Dictionary(uniqueKeysWithValues: facts.members.map { ($0.name, $0.value) }) }
    return Fingerprint(fields: fields, taints: taints, evidence: evidence)
  }

  private func field(_ json: JSON) -> FingerprintField {
    let effect = json["effect"]?.text.flatMap(FingerprintField.Effect.init) ?? .informational
    guard let value = json["value"] else { return FingerprintField(effect, absent: json["reason"]?.text ?? "") }
    return json["source"]?.text == "declared" ? FingerprintField(effect, declared: value) : FingerprintField(effect, probed: value)
  }
}
