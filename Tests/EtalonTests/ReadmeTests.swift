import Foundation
import TestSupport
import Testing

/// What the documentation shows is executed.
@Suite struct `The README tells the truth` {
  /// The lines of a page's shell blocks that call the program, without their comments.
  static func commands(of page: String) throws -> [String] {
    var isShell = false
    var commands: [String] = []
    for line in try Repository.text(of: Repository.path(page)).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isShell = line == "```sh" }
      if isShell, line.hasPrefix("etalon ") { commands.append(String(line.prefix { $0 != "#" }).trimmingCharacters(in: .whitespaces)) }
    }
    return commands
  }

  /// A folder as after a clone, in which a newcomer works.
  private func checkout() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["specs", "results"] {
      try FileManager.default.copyItem(atPath: Repository.path(name), toPath: folder.path(name))
    }
    return folder
  }

  @Test func `every command of the README works in the order in which it stands`() throws {
    let etalon = try Etalon()
    let folder = try checkout()
    let commands = try Self.commands(of: "README.md")
    #expect(commands.count >= 8)
    for command in commands {
      // The newcomer's own run of the quickstart, which takes too long for a test, is stood in for by the reference.
      let done = try etalon.shell(command.replacing("results/quickstart/RUN", with: "results/quickstart-reference"), in: folder.path)
      // A comparison that finds differences says so with 1.
      let expected: [Int32] = command.hasPrefix("etalon diff") ? [0, 1] : command.hasPrefix("etalon run") ? [0, 1, 3] : [0]
      #expect(expected.contains(done.status), "\(command)\n\(done.output)\(done.talk)")
      if command.hasSuffix("-o here.json") { try folder.write(try Repository.bytes(of: folder.path("here.json")), to: "there.json") }
    }
  }

  @Test func `the spec on the page about writing specs is valid`() throws {
    let page = try Repository.text(of: Repository.path("docs/writing-specs.md"))
    let blocks = page.components(separatedBy: "```yaml\n").dropFirst().compactMap { $0.components(separatedBy: "```").first }
    #expect(blocks.count == 1)
    let folder = try TemporaryFolder()
    for block in blocks {
      try folder.write(block, to: "spec.yaml")
      let checked = try Etalon()("check", "spec.yaml", in: folder.path)
      #expect(checked.status == 0, "\(checked.talk)")
    }
  }

  @Test func `both languages show the same commands`() throws {
    #expect(try Self.commands(of: "README.md") == Self.commands(of: "README.zh-CN.md"))
  }

  @Test func `the README's key is the one that signed the reference bundle`() throws {
    let key = try Repository.text(of: Repository.path("results/quickstart-reference.pub"))
    for page in ["README.md", "README.zh-CN.md"] {
      #expect(try Repository.text(of: Repository.path(page)).contains(key.trimmingCharacters(in: .newlines)))
    }
  }
}

/// The published bundle of the published spec.
@Suite struct `The reference bundle` {
  static let words = [
    "verify", "results/quickstart-reference", "--key", "results/quickstart-reference.pub", "--builder", "etalon-reference",
  ]

  @Test func `holds for a newcomer and comes out the same here`() throws {
    let answer = try Etalon().shell("etalon \(Self.words.joined(separator: " ")) --reproduce")
    #expect(answer.status == 0, "\(answer.output)")
    #expect(answer.output.contains("19 results the same bit for bit"))
  }

  @Test func `says plainly what is missing to somebody without a policy`() throws {
    let answer = try Etalon()("verify", "results/quickstart-reference")
    #expect(answer.status == 3)
    #expect(answer.output.contains("not in your policy"))
  }

  @Test func `has the plan that this release makes of the quickstart, byte for byte`() throws {
    let plan = try Etalon()("plan", "specs/quickstart.yaml", "--format", "json")
    #expect(plan.output == (try Repository.text(of: Repository.path("results/quickstart-reference/data/plan.json"))))
  }
}
