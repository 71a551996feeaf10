import Foundation
import TestSupport
import Testing

/// The standard suite and its overlays: each is sound, keeps to what is locked, and runs.
@Suite struct `The standard suite` {
  private static let overlays = ["standard-finance", "standard-service", "standard-edge"]

  @Test(arguments: ["standard-general"] + overlays) func `each spec of the suite is checked with its items`(name: String) throws {
    let checked = try Etalon()("check", "specs/\(name).yaml")
    #expect(checked.status == 0 && checked.talk.isEmpty, "\(checked.talk)")
  }

  @Test(arguments: overlays) func `an overlay weighs and adds, and its division is the standard one`(name: String) throws {
    let plan = try Etalon()("plan", "specs/\(name).yaml", "--format", "json").output
    #expect(plan.contains(#""division":"standard""#))
    let changed = try Etalon()("plan", "specs/\(name).yaml", "--format", "json", "--set", "workloads.logic.generation.max-tokens=4").output
    #expect(changed.contains(#""division":"custom""#))
  }

  @Test(.enabled(if: TestServer.problem(TestServer.faults) == nil, "the fault server needs python3"))
  func `the whole tree runs, and every branch of the score has a value`() throws {
    let folder = try TemporaryFolder()
    let plan = try Etalon()("plan", "specs/standard-finance.yaml", "--format", "json").output
    let names = try #require(try? JSONSerialization.jsonObject(with: Data(plan.utf8)) as? [String: Any])["nodes"] as? [[String: Any]]
    let items = (names ?? []).compactMap { $0["id"] as? String }.map { "--set workloads.\($0).items=2" }
    let address = "http://127.0.0.1:\(try TestServer.faults.get().port)/stream/v1"
    let sets = items.joined(separator: " ")
    let ran = try Etalon().shell(
      "etalon run specs/standard-finance.yaml --quiet --allow network=127.0.0.1 --out '\(folder.path)' \(sets)"
        + " --set subjects.model.endpoint.url=\(address)")
    let scored = try Etalon().shell("etalon score \(ran.output.trimmingCharacters(in: .whitespacesAndNewlines))")
    for branch in ["capability", "robustness", "safety", "explainability", "scalability", "efficiency", "finance"] {
      #expect(scored.output.contains(try Regex("\\n\(branch)  weight \\S+  [0-9.]")), "\(branch) \(scored.output) \(ran.talk)")
    }
    #expect(scored.output.contains("score  "), "\(scored.output)")
  }
}
