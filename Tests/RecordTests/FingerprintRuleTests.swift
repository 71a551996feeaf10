import Foundation
import Record
import TestSupport
import Testing

@Suite struct `The rules for fields of fingerprints` {
  @Test func `stand once each, and say what the field is`() {
    #expect(Set(FingerprintRule.all.map(\.name)).count == FingerprintRule.all.count)
    for rule in FingerprintRule.all {
      #expect(!rule.meaning.isEmpty, "\(rule.name)")
      #expect(rule.consequence.isEmpty == rule.causes.isEmpty, "\(rule.name): what can cause something says what")
    }
  }

  @Test func `are found by name before pattern, and by the first pattern`() {
    #expect(FingerprintRule.rule(for: "library.openblas.core")?.name == "library.openblas.core")
    #expect(FingerprintRule.rule(for: "library.openblas.build")?.name == "library.openblas.*")
    #expect(FingerprintRule.rule(for: "probe.vendor.gemm.f32")?.causes == [.vendorBits])
    #expect(FingerprintRule.rule(for: "probe.gemm.f32")?.causes == [.portableBits])
    #expect(FingerprintRule.rule(for: "future.field") == nil)
  }

  @Test func `give a field its class`() {
    #expect(FingerprintRule.rule(for: "cpu.isa")?.effect == .result)
    #expect(FingerprintRule.rule(for: "cpu.model")?.effect == .performance)
    #expect(FingerprintRule.rule(for: "os.release")?.effect == .informational)
  }

  /// `UPDATE=1` rewrites the tables of the page.
  @Test func `stand in the documentation as they are`() throws {
    let path = Repository.path("docs/fingerprint.md")
    var page = try Repository.text(of: path)
    for (name, table) in [("fields", fields), ("taints", taints)] {
      let (start, end) = ("<!-- \(name) -->\n", "<!-- end of \(name) -->")
      let from = try #require(page.range(of: start)).upperBound
      let to = try #require(page.range(of: end)).lowerBound
      if Repository.updates { page.replaceSubrange(from..<to, with: table) } else { #expect(page[from..<to] == table) }
    }
    if Repository.updates { try Data(page.utf8).write(to: URL(filePath: path)) }
  }

  private var fields: String {
    let rows = FingerprintRule.all.map { rule in
      let causes = rule.causes.isEmpty ? "nothing" : rule.causes.map(\.rawValue).joined(separator: ", ")
      return "| `\(rule.name)` | \(rule.meaning) | \(rule.effect.rawValue) | \(rule.comparison.words) | \(causes) | \(rule.consequence) |"
    }
    let head = ["| field | what it says | class | compared | a difference can change | what follows |", "|---|---|---|---|---|---|"]
    return (head + rows).joined(separator: "\n") + "\n"
  }

  private var taints: String {
    let rows = TaintRule.all.map { "| `\($0.tag)` | \($0.meaning.english) | \($0.disturbance == nil ? "lasting" : "disturbance") |" }
    return (["| tag | what it means | kind |", "|---|---|---|"] + rows).joined(separator: "\n") + "\n"
  }
}
