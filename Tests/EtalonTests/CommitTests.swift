import Foundation
import TestSupport
import Testing

@Suite struct `A plan that is committed to before it runs` {
  /// A home, and the spec with seeds that depend on a beacon.
  private struct Bench {
    let etalon: Etalon
    let folder: TemporaryFolder

    init(beacon: Bool = true) throws {
      etalon = try Etalon()
      folder = try TemporaryFolder()
      try SmallRun.lay(beacon ? smallSpec.replacing("seed: 7", with: "seed: 7\nbeacon: nist") : smallSpec, in: folder)
      for name in ["lab", "log"] { _ = try etalon("key", "new", name) }
      _ = try etalon("key", "trust", "lab", "--builder", "lab")
    }

    func callAsFunction(_ words: String) throws -> Finished { try etalon.shell("etalon \(words)", in: folder.path) }

    func committed(_ more: String = "") throws -> String {
      let finished = try self("commit small.yaml --sign lab \(more)")
      try #require(finished.status == 0, "\(finished.talk)")
      return finished.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  private static func clock(_ date: Date) -> String {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    return formatter.string(from: date)
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
  }

  @Test(.enabled(if: TimeAuthority.openssl != nil, "openssl is not installed"))
  func `with a time token before a beacon's pulse, and another over the results, holds`() throws {
    let (bench, authority, beacon) = (try Bench(), try TimeAuthority(), try TestBeacon())
    let commitment = try bench.committed()
    let folder = commitment.split(separator: "/").dropLast().joined(separator: "/")
    let signed = try Repository.bytes(of: bench.folder.path(commitment))
    try bench.folder.write(try authority.token(over: signed), to: "\(folder)/plan.tsr")

    let without = try bench("run small.yaml --sign lab --commit")
    #expect(without.status == 2 && without.talk.contains("error[pulse-missing]"), "\(without.talk)")
    try bench.folder.write(try beacon.pulse(at: Self.clock(Date().addingTimeInterval(5))), to: "pulse.json")
    let ran = try bench("run small.yaml --sign lab --commit --pulse pulse.json")
    try #require(ran.status == 0, "\(ran.talk)")
    #expect(ran.talk.contains("the plan was committed to at"))
    let bundle = ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let results = try Repository.bytes(of: bench.folder.path("\(bundle)/manifest-sha256.txt"))
    try bench.folder.write(try authority.token(over: results), to: "\(bundle)/attestations/results.tsr")

    let trust = try Repository.text(of: bench.etalon.home.path("config/etalon/policy.yaml"))
    let policy = """
      \(trust)
      time-authorities:
        - name: tsa
          root: |
      \(Self.indented(try authority.root))
      beacons:
        - kind: nist
          certificate: |
      \(Self.indented(beacon.certificate))

      """
    try bench.folder.write(policy, to: "policy.yaml")
    let verified = try bench("verify \(bundle) --policy policy.yaml --require committed --require intact")
    #expect(verified.status == 0, "\(verified.output) \(verified.talk)")
    #expect(verified.output.contains("committed: plan by ") && verified.output.contains("(tsa), beacon at "))
    let again = try bench("verify \(bundle) --policy policy.yaml --reproduce --inputs .")
    #expect(again.status == 0, "\(again.output)")

    // Nothing is left of what the bundle now holds.
    let resumed = try bench("run small.yaml --sign lab --resume --commit")
    #expect(resumed.status == 2 && resumed.talk.contains("error[no-journal]") && resumed.talk.contains("its bundle is in place"))
  }

  @Test func `gives streams that another pulse does not give, and no run without a pulse`() throws {
    let bench = try Bench()
    try bench.folder.write("{}", to: "empty.json")
    #expect(try bench("run small.yaml --pulse empty.json").talk.contains("error[pulse-malformed]"))
    try bench.folder.write(try TestBeacon.published(), to: "pulse.json")
    let ran = try bench("run small.yaml --pulse pulse.json --no-cache")
    try #require(ran.status == 0, "\(ran.talk)")
    let bundle = ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(FileManager.default.fileExists(atPath: bench.folder.path("\(bundle)/attestations/nist.pulse.json")))
    let plain = try Bench(beacon: false)
    let other = try plain("run small.yaml --pulse pulse.json")
    #expect(other.status == 2 && other.talk.contains("error[pulse-not-needed]"))
    let unpulsed = try plain("run small.yaml --no-cache").output.trimmingCharacters(in: .whitespacesAndNewlines)
    let results = try [bench.folder.path(bundle), plain.folder.path(unpulsed)].map { try Repository.bytes(of: "\($0)/data/trials.jsonl") }
    #expect(results[0] != results[1])
  }

  @Test func `is committed to once, by the key that runs it`() throws {
    let bench = try Bench(beacon: false)
    let path = try bench.committed()
    #expect(path.hasSuffix("plan.dsse.json"))
    let twice = try bench("commit small.yaml --sign lab")
    #expect(twice.status == 2 && twice.talk.contains("error[commit]"))
    let stranger = try bench("run small.yaml --sign log --commit")
    #expect(stranger.status == 2 && stranger.talk.contains("another key"))
    let ran = try bench("run small.yaml --sign lab --commit")
    #expect(ran.status == 0, "\(ran.talk)")
    #expect(try bench.committed() == path)
  }

  @Test func `and declared void has no result`() throws {
    let bench = try Bench(beacon: false)
    #expect(try bench("log init plans --key log").status == 0)
    _ = try bench.committed("--log plans --log-key log")
    #expect(try bench("log void plans 0 --key lab --log-key log --reason 'it was a mistake'").status == 0)
    let ran = try bench("run small.yaml --sign lab --commit")
    #expect(ran.status == 1 && ran.talk.contains("error[plan-void]"), "\(ran.talk)")
    let resumed = try bench("run small.yaml --sign lab --resume")
    #expect(resumed.status == 1 && resumed.talk.contains("error[plan-void]"), "\(resumed.talk)")
  }
}

@Suite struct `An audit from outside` {
  @Test func `tells whose log was not known, and what could not be listed`() throws {
    let etalon = try Etalon()
    let folder = try TemporaryFolder()
    for name in ["lab", "log"] { _ = try etalon("key", "new", name) }
    _ = try etalon("log", "init", "plans", "--key", "log", in: folder.path)
    try folder.write("etalon-policy: 1\n", to: "policy.yaml")
    let unknown = try etalon("log", "audit", "plans", "--policy", "policy.yaml", in: folder.path)
    #expect(unknown.status == 3 && unknown.output.contains("whose log it is was not checked"), "\(unknown.output) \(unknown.talk)")
    let key = try Repository.text(of: etalon.home.path("config/etalon/keys/log.pub")).split(separator: "\n")[0]
    let line = key.hasPrefix("ssh-ed25519") ? "key: \(key)" : ""
    if !line.isEmpty {
      try folder.write("etalon-policy: 1\nlogs:\n  - origin: log\n    \(line)\n", to: "policy.yaml")
      #expect(try etalon("log", "audit", "plans", "--policy", "policy.yaml", in: folder.path).status == 0)
    }
    try folder.write("x", to: "results/locked/file")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: folder.path("results/locked"))
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path("results/locked")) }
    // Whoever is root may list everything.
    guard getuid() != 0 else { return }
    let hidden = try etalon("log", "audit", "plans", "results", in: folder.path)
    #expect(hidden.status == 3 && hidden.output.contains("unread    results/locked"), "\(hidden.output)")
  }
}
