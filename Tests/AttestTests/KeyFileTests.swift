import Attest
import Foundation
import Record
import TestSupport
import Testing

@Suite struct `Key files` {
  private func pair(_ folder: TemporaryFolder, passphrase: String? = nil) throws -> PublicKey {
    let key = try SigningKey.generate()
    try key.write(to: folder.path("key"), passphrase: passphrase)
    try key.publicKey.write(to: folder.path("key.pub"))
    return key.publicKey
  }

  @Test func `come back as they were written`() throws {
    let folder = try TemporaryFolder()
    let key = try pair(folder)
    #expect(try SigningKey(file: folder.path("key")).publicKey == key)
    #expect(try PublicKey(file: folder.path("key.pub")) == key)
    #expect(try PublicKey(text: key.sshLine + " somebody@somewhere\n") == key)
  }

  @Test func `of a private key are for their owner alone`() throws {
    let folder = try TemporaryFolder()
    _ = try pair(folder)
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path("key"))[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test(arguments: [0o640, 0o604, 0o644, 0o620, 0o601])
  func `that others may read are refused, with the command that helps`(mode: Int) throws {
    let folder = try TemporaryFolder()
    _ = try pair(folder)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.path("key"))
    let fault = #expect(throws: AttestFault.self) { _ = try SigningKey(file: folder.path("key")) }
    #expect(fault?.code == "key-permissions")
    #expect(fault?.message == "the private key `\(folder.path("key"))` has mode 0\(String(mode, radix: 8)): others may read it")
    #expect(fault?.help == "chmod 600 \(folder.path("key"))")
  }

  @Test func `are never written over`() throws {
    let folder = try TemporaryFolder()
    let key = try pair(folder)
    let other = try SigningKey.generate()
    let fault = #expect(throws: AttestFault.self) { try other.write(to: folder.path("key")) }
    #expect(fault?.code == "key-exists")
    #expect(try SigningKey(file: folder.path("key")).publicKey == key)
  }

  @Test func `open with their passphrase and with no other`() throws {
    let folder = try TemporaryFolder()
    let key = try pair(folder, passphrase: "correct horse")
    #expect(try Repository.text(of: folder.path("key")).hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"))
    #expect(try SigningKey(file: folder.path("key"), passphrase: { "correct horse" }).publicKey == key)
    let wrong = #expect(throws: AttestFault.self) { _ = try SigningKey(file: folder.path("key"), passphrase: { "battery" }) }
    #expect(wrong?.code == "key-passphrase")
    let none = #expect(throws: AttestFault.self) { _ = try SigningKey(file: folder.path("key")) }
    #expect(none?.code == "key-encrypted")
  }

  @Test
  func `of other programs are read`() throws {
    let folder = try TemporaryFolder()
    let vectors = Repository.vectors + "/ed25519/"
    for (file, passphrase) in [("ed25519-pkcs8.pem", nil), ("ed25519-pkcs8-enc.pem", "password")] {
      let path = try folder.write(try Repository.bytes(of: vectors + file), to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      let key = try SigningKey(file: path, passphrase: { passphrase }).publicKey
      #expect(hexadecimal(key.bytes) == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
      #expect(try PublicKey(file: vectors + "ed25519-pub.pem") == key)
    }
    let line = try PublicKey(file: vectors + "ed25519-nopsw.key.pub")
    #expect(try Repository.text(of: vectors + "ed25519-nopsw.key.pub").hasPrefix(line.sshLine + " "))
  }

  @Test(.enabled(if: findProgram("openssl") != nil, "openssl is not installed"))
  func `are read by openssl, and openssl's are read here`() throws {
    let folder = try TemporaryFolder()
    let openssl = try #require(findProgram("openssl"))
    let key = try pair(folder)
    #expect(try run(openssl, ["pkey", "-in", folder.path("key"), "-pubout"]).output == key.pem)
    #expect(try run(openssl, ["genpkey", "-algorithm", "ed25519", "-out", folder.path("theirs")]).status == 0)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("theirs"))
    let theirs = try SigningKey(file: folder.path("theirs")).publicKey
    #expect(try run(openssl, ["pkey", "-in", folder.path("theirs"), "-pubout"]).output == theirs.pem)
  }

  @Test(arguments: [
    ("", "neither a PEM public key nor an `ssh-ed25519` line"),
    ("ssh-rsa AAAA", "neither a PEM public key nor an `ssh-ed25519` line"),
    ("ssh-ed25519 AAAA", "not an Ed25519 key inside an `ssh-ed25519` line"),
    ("ssh-ed25519 !!!!", "not one `ssh-ed25519` line"),
    ("ssh-ed25519", "not one `ssh-ed25519` line"),
    ("-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n", "not an Ed25519 key in SubjectPublicKeyInfo (RFC 8410)"),
    ("-----BEGIN PUBLIC KEY-----\nMCow\n", "not one strict PEM block `PUBLIC KEY`"),
    ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "this is a private key, not a public one"),
  ])
  func `that are none are refused with the reason`(text: String, reason: String) {
    let fault = #expect(throws: AttestFault.self) { try PublicKey(text: text) }
    #expect(fault?.message == reason)
  }

  @Test func `with any changed byte of their structure are refused`() throws {
    let key = try SigningKey.generate().publicKey
    let der = [0x30, 42, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 33, 0] + key.bytes
    func pem(_ der: [UInt8]) -> String {
      "-----BEGIN PUBLIC KEY-----\n\(Data(der).base64EncodedString())\n-----END PUBLIC KEY-----\n"
    }
    #expect(try PublicKey(text: pem(der)) == key)
    for index in 0..<12 {
      for value in 0...255 where UInt8(value) != der[index] {
        var changed = der
        changed[index] = UInt8(value)
        #expect(throws: AttestFault.self) { try PublicKey(text: pem(changed)) }
      }
    }
    for count in der.indices { #expect(throws: AttestFault.self) { try PublicKey(text: pem(Array(der[..<count]))) } }
    #expect(throws: AttestFault.self) { try PublicKey(text: pem(der + [0])) }
    #expect(throws: AttestFault.self) { try PublicKey(text: pem([0x30, 0x81, 42] + der[2...])) }
  }
}
