import Foundation
import TestSupport
import Testing

/// What ends a run at any moment takes nothing with it.
@Suite struct NothingLostTests {
  private static let hasTools = ["python3", "strace"].allSatisfy { name in
    ["/usr/bin", "/bin", "/usr/local/bin"].contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
  }
  /// How many cases are drawn of each sort.
  private static let count = ProcessInfo.processInfo.environment["ETALON_KILLS"].flatMap(Int.init) ?? 2

  @Test(.enabled(if: hasTools, "python3 or strace is not installed"))
  func `commands that are killed anywhere, and runs that a limit stops, are gone on with as if nothing had been`() throws {
    let etalon = try Etalon()
    let seed = ProcessInfo.processInfo.environment["ETALON_KILLS_SEED"] ?? String(Int.random(in: 1...1_000_000))
    let finished = try run(
      "/usr/bin/env",
      [
        "python3", Repository.path("scripts/kills.py"), Etalon.path, "--seed", seed, "--instants", String(NothingLostTests.count),
        "--calls", String(NothingLostTests.count), "--limits", String(NothingLostTests.count), "--folder", etalon.home.path,
      ])
    #expect(finished.status == 0, "seed \(seed): \(finished.output)\(finished.talk)")
  }

  @Test func `a reader that goes away ends no run`() throws {
    let etalon = try Etalon()
    let spec = try etalon.home.write(
      """
      etalon: 1
      name: short
      seed: 1
      targets: { one: { device: cpu, threads: 1 } }
      workloads:
        gemm: { kernel: gemm, with: { m: 8, n: 8, k: 8 }, trials: 3, sample: { warmup: 0, count: 10 } }
      """, to: "short.yaml")
    let finished = try etalon.shell(
      "{ etalon run '\(spec)' -o '\(etalon.home.path("r"))' 2>&1; echo $? >'\(etalon.home.path("status"))'; } | :"
    )
    #expect(finished.status == 0)
    #expect(try Repository.text(of: etalon.home.path("status")) == "0\n")
  }
}
