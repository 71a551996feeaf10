import Record
import TestSupport
import Testing

@testable import Spec

/// Nothing that stands in a file may bring the reader down: every published and every broken spec, damaged at random.
struct MutationTests {
  static let seed: UInt64 = 0x45_54_41_4C_4F_4E
  static let roundsPerFile = 25

  @Test(arguments: files(in: "specs", ending: "yaml") + files(in: "Tests/Corpus/broken", ending: "yaml"))
  func `a damaged spec gives a plan or problems, never a crash`(_ path: String) throws {
    let bytes = try Repository.bytes(of: Repository.path(path))
    // Large files, and those that build on others, are damaged less often, so that the test stays quick.
    let isHeavy = bytes.count > 10_000 || String(decoding: bytes, as: UTF8.self).contains("standard-general")
    let rounds = isHeavy ? 2 : MutationTests.roundsPerFile
    var random = SeededGenerator(seed: MutationTests.seed ^ path.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
    let digest = try #require(sha256([]))
    for round in 0..<rounds {
      let damaged = MutationTests.damaged(bytes, &random)
      let source = SourceFile(name: path, bytes: damaged, digest: digest)
      let (planned, diagnostics) = makePlan(from: source, in: workbench(knowsDigests: false))
      #expect(planned != nil || diagnostics.contains { $0.severity == .error }, "seed \(MutationTests.seed), round \(round)")
      for diagnostic in diagnostics.prefix(20) {
        #expect(!diagnostic.human().unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(diagnostic.primary.span.range.upperBound <= diagnostic.primary.span.source.bytes.count)
      }
      if let planned { #expect(try Plan(canonical: planned.plan.canonicalBytes()) == planned.plan) }
    }
  }

  private static let fragments = [
    "", "~", "[", "]", "{", "}", ": ", "- ", "\n", "\"", "'", "&a ", "*a", "!!str ", "|\n", "${edge}", "$${", "99999999999999999999", "-1",
    "0x",
    "1e999", "é", "矩", "\u{202E}", "\u{0}", "%TAG", "<<", "\t", "gemm.time", "[type=f32]", "(((", " - ", "if ", "not ",
  ]

  private static func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      let length = min(Int.random(in: 0...12, using: &random), bytes.count - at)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.removeSubrange(at..<at + length)
      case 2: bytes.insert(contentsOf: (fragments.randomElement(using: &random) ?? "").utf8, at: at)
      case 3: bytes.insert(contentsOf: bytes[at..<at + length], at: Int.random(in: 0..<bytes.count, using: &random))
      default: bytes.replaceSubrange(at..<at + length, with: (fragments.randomElement(using: &random) ?? "").utf8)
      }
    }
    return bytes
  }
}
