import Foundation
import TestSupport
import Testing

@Suite struct `A bank over two years` {
  /// Items of a release: those that link both years and its own, each a sum.
  private static func items(_ own: String) -> [(id: String, question: String, answer: String)] {
    ((0..<30).map { ("link-\($0)", $0) } + (0..<20).map { ("\(own)-\($0)", 100 + $0) }).map { id, number in
      (id, "\(own == "b" && number >= 100 ? "harder: " : "")\(number) plus \(number)?", "\(2 * number)")
    }
  }

  private static func lines(_ items: [(id: String, question: String, answer: String)]) -> String {
    items.map { #"{"id":"\#($0.id)","input":"\#($0.question)","answer":"\#($0.answer)","answers":["\#($0.answer)"]}"# }
      .joined(separator: "\n") + "\n"
  }

  /// The bundle of a system that is asked the items of a file and knows some of them.
  private static func bundle(
    _ own: String, _ items: [(id: String, question: String, answer: String)], _ etalon: Etalon, _ folder: TemporaryFolder,
    knows: (Int, (id: String, question: String, answer: String)) -> Bool
  ) throws -> String {
    try folder.write(lines(items), to: "\(own).jsonl")
    let known = items.enumerated().filter { knows($0.offset, $0.element) }.map(\.element)
    let server = try TestServer("key_server.py", [try folder.write(lines(known), to: "\(own)-known.jsonl")])
    let digest = try etalon.shell("sha256sum \(own).jsonl", in: folder.path).output.prefix(64)
    try folder.write(
      """
      etalon: 1
      name: year
      targets: { host: { threads: 1 } }
      datasets:
        items: { file: \(own).jsonl, sha256: \(digest), format: { jsonl: { id: id, input: input, answer: answer } } }
      subjects: { model: { endpoint: { url: "http://127.0.0.1:\(server.port)/v1", model: any } } }
      workloads:
        asked: { evaluate: model, dataset: items, prompt: "{input}", scorers: [exact-match] }

      """, to: "\(own).yaml")
    let ran = try etalon.shell("etalon run \(own).yaml --allow network=127.0.0.1 --quiet", in: folder.path)
    #expect(ran.status == 0, "\(ran.talk)")
    return ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test(arguments: ["releases.md", "releases.zh-CN.md"]) func `is what the page on releases says, command by command`(page: String) throws {
    let (etalon, folder) = (try Etalon(), try TemporaryFolder())
    func items(_ numbers: ClosedRange<Int>) -> [(id: String, question: String, answer: String)] {
      numbers.map { ("q\($0)", "\($0) plus \($0)?", "\(2 * $0)") }
    }
    // q1, q2 and q3 are retired or burned when the second release comes.
    let first = try Self.bundle("first", items(1...40), etalon, folder) { place, _ in place % 3 != 0 }
    let second = try Self.bundle("second", items(4...60), etalon, folder) { place, _ in place % 4 != 0 }
    let script = try Repository.text(of: Repository.path("docs/\(page)")).components(separatedBy: "```sh\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }.joined(separator: "\n")
    #expect(script.contains("dataset release") && script.contains("dataset retire") && script.contains("RUN-OF-2027"))
    let session = try etalon.shell(
      "set -e\n" + script.replacing("RUN-OF-2026", with: first).replacing("RUN-OF-2027", with: second), in: folder.path)
    #expect(session.status == 0, "\(session.output.suffix(1500)) \(session.talk.suffix(1500))")
    #expect(session.output.contains("37 linking items"), "\(session.output)")
  }

  @Test func `is kept in one file, and its years are compared by the items that link them`() throws {
    let (etalon, folder) = (try Etalon(), try TemporaryFolder())
    let years = ["a": Self.items("a"), "b": Self.items("b")]
    func call(_ line: String) throws -> Finished { try etalon.shell("etalon \(line)", in: folder.path) }
    var bundles: [String] = []
    for (own, items) in years.sorted(by: { $0.key < $1.key }) {
      // The system of the second year knows more of what links, and little of what is new.
      bundles.append(
        try Self.bundle(own, items, etalon, folder) { place, item in
          item.id.hasPrefix("link") ? place % (own == "a" ? 2 : 3) != 0 : own == "a" || place % 4 == 0
        })
    }
    #expect(try call("dataset release bank.json --name 2026 --date 2026-01-15 --set a.jsonl").status == 0)
    let early = try call("dataset release bank.json --name 2027 --date 2026-01-15 --set b.jsonl")
    #expect(early.status == 2 && early.talk.contains("[bank-release]"), "\(early.talk)")
    #expect(try call("dataset release bank.json --name 2027 --date 2027-01-15 --set b.jsonl").status == 0)

    let refused = try call("compare \(bundles.joined(separator: " "))")
    #expect(refused.status == 3 && refused.output.contains("--bank FILE"), "\(refused.output)")
    let ranked = try call("rank \(bundles.joined(separator: " "))")
    #expect(ranked.status != 0, "\(ranked.output)")
    let equated = try call("compare \(bundles.joined(separator: " ")) --bank bank.json")
    #expect(equated.status == 0 && equated.output.contains("30 linking items"), "\(equated.output) \(equated.talk)")

    let shown = try call("dataset bank bank.json \(bundles.joined(separator: " "))")
    #expect(shown.status == 0 && shown.output.contains("1 to 2"), "\(shown.output) \(shown.talk)")
    #expect(try call("dataset retire bank.json --items link-0,link-1 --burned --date 2026-06-01").status == 2)
    let items = (0..<12).map { "link-\($0)" }.joined(separator: ",")
    #expect(try call("dataset retire bank.json --items \(items) --burned --date 2027-02-01").status == 0)
    // These runs ended before, so what links them still does.
    #expect(try call("compare \(bundles.joined(separator: " ")) --bank bank.json").status == 0)
    #expect(try call("dataset bank bank.json --format json").output.contains(#""state":"burned""#))
    let unknown = try call("dataset retire bank.json --items nobody --date 2027-03-01")
    #expect(unknown.status == 2 && unknown.talk.contains("[bank-item]"), "\(unknown.talk)")
  }
}
