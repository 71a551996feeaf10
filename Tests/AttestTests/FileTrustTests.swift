import Attest
import TestSupport
import Testing

@Suite struct FileTrustTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("etalon-policy: 1\n", to: "mine; x/policy.yaml")
    _ = try run("/bin/chmod", ["755", folder.path("mine; x")])
    _ = try run("/bin/chmod", ["644", path])
  }

  private var path: String { folder.path("mine; x/policy.yaml") }

  @Test func `a file of one's own is believed, and none is no fault`() throws {
    try requireOwnFile(path)
    try requireOwnFile(folder.path("none"))
  }

  @Test(arguments: ["666", "646"])
  func `a file that others can write is refused with the command that closes it`(mode: String) throws {
    _ = try run("/bin/chmod", [mode, path])
    let fault = #expect(throws: AttestFault.self) { try requireOwnFile(path) }
    #expect(fault?.code == "writable-by-others" && fault?.help == "chmod go-w '\(path)'")
  }

  @Test func `so is one whose folder others can write, unless it is sticky`() throws {
    _ = try run("/bin/chmod", ["777", folder.path("mine; x")])
    let fault = #expect(throws: AttestFault.self) { try requireOwnFile(path) }
    #expect(fault?.message.hasPrefix("the folder ") == true)
    _ = try run("/bin/chmod", ["1777", folder.path("mine; x")])
    try requireOwnFile(path)
  }
}

@Suite struct WeakKeyTests {
  /// Points of small order and encodings that are not canonical, as lines of OpenSSH.
  private static let weak: [[UInt8]] = [
    [UInt8](repeating: 0, count: 32), [1] + [UInt8](repeating: 0, count: 31), [1] + [UInt8](repeating: 0, count: 30) + [0x80],
    [0xEC] + [UInt8](repeating: 0xFF, count: 30) + [0x7F], [0xED] + [UInt8](repeating: 0xFF, count: 30) + [0x7F],
    [0xEE] + [UInt8](repeating: 0xFF, count: 30) + [0x7F], [UInt8](repeating: 0xFF, count: 32),
    [UInt8](repeating: 2, count: 32),
  ]

  @Test(arguments: weak)
  func `a point for which anybody can sign is no key`(bytes: [UInt8]) throws {
    let key = try #require(PublicKey(bytes))
    for text in [key.pem, key.sshLine] {
      let fault = #expect(throws: AttestFault.self) { try PublicKey(text: text) }
      #expect(fault?.code == "key-weak")
    }
  }

  @Test func `a key that was made is one`() throws {
    let key = try SigningKey.generate().publicKey
    #expect(try PublicKey(text: key.sshLine) == key && PublicKey(text: key.pem) == key)
  }
}
