import Foundation
import ItemGeneration
import TestSupport
import Testing

/// reasoning-gym asks questions of the same kinds; its scorers judge ours (`Tests/Outside/check_reasoning_gym.py`).
@Suite struct `Items of templates before other judges` {
  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason))
  func `have answers that reasoning-gym's scorers take, and distractors that they do not`() throws {
    var lines: [UInt8] = []
    for (family, count) in [("sorting", 60), ("strings", 80), ("calendar", 120), ("arithmetic", 60), ("algebra", 80)] {
      let (document, digest) = try Templates.document(family)
      lines += try Templates.items(document, count, .en, template: digest).flatMap(\.line)
    }
    let folder = try TemporaryFolder()
    let path = try folder.write(lines, to: "items.jsonl")
    let checked = try OutsidePython.run("check_reasoning_gym.py", [path])
    print(checked.output)
    #expect(checked.status == 0, "\(checked.output)\(checked.talk)")
  }
}
