import Record
import TestSupport
import Testing

@testable import Spec

/// Scales, profiles and facts are read by the same tables as specs, and problems have places.
struct RankingReadingTests {
  private func source(_ text: String) throws -> SourceFile {
    let bytes = Array(text.utf8)
    return SourceFile(name: "f.yaml", bytes: bytes, digest: try #require(sha256(bytes)))
  }

  @Test func `the published files are read without a warning`() throws {
    for name in ["ai-server", "model"] {
      let (scale, diagnostics) = readScale(from: try #require(sourceFile("specs/scales/\(name).yaml")), publishedCatalogue)
      #expect(diagnostics.human() == "")
      let read = try #require(scale)
      let again = try GradeScale(canonical: read.canonicalBytes())
      #expect(again == read)
    }
    let (profile, problems) = readProfile(from: try #require(sourceFile("specs/profiles/small-office.yaml")), publishedCatalogue)
    #expect(problems.human() == "" && profile?.require.count == 5)
    let (facts, others) = readFacts(from: try #require(sourceFile("specs/profiles/offers.yaml")), publishedCatalogue)
    #expect(others.human() == "" && facts?.systems.count == 2)
    #expect(facts?.systems[0].facts[0].value == .amount(Rational(4200), unit: "EUR"))
  }

  @Test(arguments: [
    ("facts: 1\nsystems: { a: { price: {} } }", "says nothing"),
    ("facts: 2\nsystems: {}", "out-of-range"),
    ("facts: 1\nsystem: {}", "did you mean"),
  ]) func `facts that say nothing are refused with their place`(_ text: String, _ words: String) throws {
    let (facts, diagnostics) = readFacts(from: try source(text), publishedCatalogue)
    #expect(facts == nil && diagnostics.human().contains(words), "\(diagnostics.human())")
  }

  @Test(arguments: [
    ("order: [security over cost]", "above"), ("ranges: { a: [40%, 20%] }", "least and greatest"),
    ("require: { price: {} }", "requires nothing"),
  ]) func `a profile that cannot be meant is refused with its place`(_ line: String, _ words: String) throws {
    let (profile, diagnostics) = readProfile(from: try source("profile: 1\nname: p\ntitle: t\n\(line)\n"), publishedCatalogue)
    #expect(profile == nil && diagnostics.human().contains(words), "\(diagnostics.human())")
  }
}
