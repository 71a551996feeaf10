import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: TestServer.problem(TestServer.faults) == nil)) struct `The chapter on sealed banks` {
  /// The blocks of shell of a page.
  private static func blocks(_ page: String) throws -> [String] {
    try Repository.text(of: Repository.path("docs/\(page)")).components(separatedBy: "```sh\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  @Test(.enabled(if: findProgram("age") != nil, "age is not installed (Debian: age)")) func `says what works, command by command`() throws {
    let folder = try TemporaryFolder()
    let beacon = try TestBeacon()
    let later = ISO8601DateFormatter().string(from: Date(timeIntervalSinceNow: 120)).replacing("Z", with: ".000Z")
    try folder.write(try beacon.pulse(at: later), to: "latest.json")
    try folder.write(
      "beacons:\n  - kind: nist\n    certificate: |\n" + beacon.certificate.split(separator: "\n").map { "      \($0)\n" }.joined(),
      to: "policy.yaml")
    let port = try TestServer.faults.get().port
    let script = try Self.blocks("sealed.md").joined(separator: "\n")
      .replacing("127.0.0.1:18080/v1", with: "127.0.0.1:\(port)/good/v1").replacing("127.0.0.1:18080", with: "127.0.0.1:\(port)")
      // The beacon is out of reach for a test, and so is its key.
      .replacing("curl -so pulse.json https://beacon.nist.gov/beacon/2.0/pulse/last", with: "cp latest.json pulse.json")
    let session = try Etalon().shell("set -e\n\(script)", in: folder.path(""))
    #expect(session.status == 0, "\(session.output.suffix(1500)) \(session.talk.suffix(1500))")
    #expect(session.output.contains("are sealed, not checkable"))
    #expect(session.output.contains("lab  bank  "))
    #expect(session.output.contains("2 of 5 items, chosen by a beacon"))
    #expect(session.output.contains("holds: intact, authentic"))
  }

  @Test func `has the same commands in both languages`() throws {
    #expect(try Self.blocks("sealed.md") == Self.blocks("sealed.zh-CN.md"))
  }
}
