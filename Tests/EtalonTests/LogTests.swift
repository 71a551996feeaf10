import Foundation
import TestSupport
import Testing

@Suite struct `A log of plans` {
  @Test func `shows which committed plans came to an end`() throws {
    let etalon = try Etalon()
    let folder = try TemporaryFolder()
    try SmallRun.lay(smallSpec, in: folder)
    for name in ["lab", "log", "witness"] { #expect(try etalon("key", "new", name).status == 0) }
    _ = try etalon("key", "trust", "lab", "--builder", "lab")
    #expect(try etalon("log", "init", "plans", "--key", "log", "--origin", "lab.example/plans", in: folder.path).status == 0)

    let unsigned = try etalon("run", "small.yaml", "--commit", in: folder.path)
    #expect(unsigned.status == 2 && unsigned.talk.contains("--commit needs --sign"))
    let ran = try etalon("run", "small.yaml", "--sign", "lab", "--commit", "--log", "plans", "--log-key", "log", in: folder.path)
    try #require(ran.status == 0, "\(ran.talk)")
    let bundle = ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
    for name in ["plan.dsse.json", "plan.tlog-proof"] {
      #expect(FileManager.default.fileExists(atPath: folder.path("\(bundle)/attestations/\(name)")))
    }
    let verified = try etalon("verify", bundle, in: folder.path)
    #expect(verified.status == 0, "\(verified.output)")
    #expect(verified.output.contains("log-unknown"))
    let closed = try etalon("log", "audit", "plans", "results", in: folder.path)
    #expect(closed.output.hasSuffix("lab.example/plans: 1 committed plan, each with an end\n"), "\(closed.output)")

    // A second commitment of the same plan has no end until it is given up.
    let again = try etalon(
      "run", "small.yaml", "--sign", "lab", "--commit", "--log", "plans", "--log-key", "log", "--out", "other", in: folder.path)
    #expect(again.status == 0)
    let open = try etalon("log", "audit", "plans", "results", in: folder.path)
    #expect(open.status == 1 && open.output.contains("open      entry 1"), "\(open.output)")
    // A site lists it as well, in both languages, until it is given up.
    func site(_ page: String) throws -> String {
      let made = try etalon("site", "results", "--log", "plans", "-o", "site", in: folder.path)
      #expect(made.status == 0, "\(made.talk)")
      return try String(contentsOfFile: folder.path("site/\(page)"), encoding: .utf8)
    }
    #expect(try site("index.html").contains(">Committed plans without a result<"))
    #expect(try site("zh/index.html").contains("<td>1</td>"))
    let void = try etalon("log", "void", "plans", "1", "--key", "lab", "--log-key", "log", "--reason", "it was slow", in: folder.path)
    #expect(void.status == 0, "\(void.talk)")
    #expect(try !site("index.html").contains(">Committed plans without a result<"))
    #expect(try etalon("log", "audit", "plans", "results", in: folder.path).status == 0)
    #expect(try etalon("log", "audit", "plans", "results", "--format", "json", in: folder.path).output.contains(#""open":0"#))
  }

  @Test func `is appended to, proved, cosigned and checked as plain files`() throws {
    let etalon = try Etalon()
    let folder = try TemporaryFolder()
    for name in ["lab", "log", "witness"] { _ = try etalon("key", "new", name) }
    _ = try etalon("log", "init", "plans", "--key", "log", in: folder.path)
    let again = try etalon("log", "init", "plans", "--key", "log", in: folder.path)
    #expect(again.status == 1 && again.talk.contains("log-exists"))
    try folder.write("{}", to: "x.json")
    let foreign = try etalon("log", "append", "plans", "x.json", "--key", "log", in: folder.path)
    #expect(foreign.status == 2 && foreign.talk.contains("error[log-entry]"))
    #expect(try etalon("log", "show", "plans", in: folder.path).output.contains("entries  0"))
    let cosigned = try etalon("log", "cosign", "plans", "--key", "witness", "--name", "witness.example/w1", in: folder.path)
    #expect(cosigned.output == "log at 0 entries, cosigned by witness.example/w1\n", "\(cosigned.talk)")
    #expect(try etalon("log", "check", "plans", in: folder.path).status == 3)
    let checked = try etalon("log", "check", "plans", "--key", "log", "--since", "plans/checkpoint", in: folder.path)
    #expect(checked.output == "log: whole, 0 entries, signed by its key\n", "\(checked.talk)")
    let other = try etalon("log", "check", "plans", "--key", "lab", in: folder.path)
    #expect(other.status == 1 && other.talk.contains("checkpoint-signature"))
    let none = try etalon("log", "prove", "plans", "0", "-o", "p.tlog-proof", in: folder.path)
    #expect(none.status == 1 && none.talk.contains("error[log-entry]"))
  }
}

@Suite struct `The page of policies` {
  /// The blocks of YAML on the page.
  static let blocks: [String] = {
    let text = (try? Repository.text(of: Repository.path("docs/policy.md"))) ?? ""
    return text.components(separatedBy: "```yaml\n").dropFirst().compactMap { $0.components(separatedBy: "```").first }
  }()

  @Test(arguments: blocks) func `shows policies that are read`(block: String) throws {
    let etalon = try Etalon()
    let folder = try TemporaryFolder()
    for name in ["log"] { _ = try etalon("key", "new", name) }
    _ = try etalon("log", "init", "plans", "--key", "log", in: folder.path)
    try folder.write(block, to: "policy.yaml")
    let audit = try etalon("log", "audit", "plans", "--policy", "policy.yaml", in: folder.path)
    // None of them has the key of this log.
    #expect(audit.status == 3, "\(audit.talk)")
  }
}
