@testable import Attest
import Foundation
import Record
import TestSupport
import Testing

private let opensslIsAbsent: Comment = "openssl is not installed"

@Suite(.enabled(if: TimeAuthority.openssl != nil, opensslIsAbsent)) struct `A time token` {
  private static let authority = Result { try TimeAuthority() }
  private static let data = Array("a plan".utf8)

  /// What checking a token under a root says, in words, or `nil` where it holds.
  private func refusal(_ token: [UInt8], root: String? = nil) throws -> String? {
    let pem = try root ?? Self.authority.get().root
    do throws(AttestFault) {
      guard let roots = Certificates(pem: pem) else { return "no root" }
      let token = try TimeToken(reading: token)
      try token.verify(under: roots)
      return nil
    } catch {
      return "\(error.code): \(error.message)"
    }
  }

  @Test(arguments: ["-cert", "-cert -no_nonce"]) func `of an authority holds under its root, with and without a nonce`(options: String)
    throws
  {
    let bytes = try Self.authority.get().token(over: Self.data, options: options)
    #expect(try refusal(bytes) == nil)
    let token = try TimeToken(reading: bytes)
    #expect(token.subject == SHA256.digest(of: Self.data))
    #expect(abs(token.seconds - Int(Date().timeIntervalSince1970)) < 600)
  }

  @Test func `leads to another root, or to none, and is not believed`() throws {
    let bytes = try Self.authority.get().token(over: Self.data)
    let other = try TimeAuthority().root
    #expect(try refusal(bytes, root: other)?.hasPrefix("token-untrusted: the token is not by an authority of that root: ") == true)
    // Without certificates in it, nothing leads to the root.
    let bare = try Self.authority.get().token(over: Self.data, options: "-no_nonce")
    #expect(try refusal(bare)?.hasPrefix("token-untrusted") == true)
  }

  @Test func `by a certificate that was not valid at its time is not believed`() throws {
    let bytes = try Self.authority.get().token(over: Self.data, signer: "expired")
    #expect(try refusal(bytes)?.contains("certificate has expired") == true)
  }

  @Test func `by a certificate that is not made for time stamps is not believed`() throws {
    let bytes = try Self.authority.get().tokenOfWebServer(over: Self.data)
    #expect(try refusal(bytes)?.hasPrefix("token-untrusted") == true)
  }

  @Test func `over another digest than SHA-256 is refused`() throws {
    let bytes = try Self.authority.get().token(over: Self.data, digest: "sha512")
    #expect(try refusal(bytes) == "token-malformed: not a time token: what it is about is not named by SHA-256")
  }

  @Test func `with any bit changed is refused or not believed`() throws {
    let bytes = try Self.authority.get().token(over: Self.data)
    for index in stride(from: 0, to: bytes.count, by: 41) {
      var changed = bytes
      changed[index] ^= 1
      // Names and serial numbers of the certificate in it are not all signed by the token; its subject and time are.
      if try refusal(changed) == nil {
        let token = try TimeToken(reading: changed)
        #expect(token.subject == SHA256.digest(of: Self.data), "bit of byte \(index)")
      }
    }
    for bytes in [[], [0x30], Array(bytes.dropLast()), bytes + [0], Array(repeating: 0x30, count: 1000)] {
      #expect(try refusal(bytes)?.hasPrefix("token-malformed") == true)
    }
  }

  @Test(arguments: ["", "x", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
  func `needs roots that are certificates`(pem: String) {
    let count = Certificates(pem: pem)?.count ?? 0
    #expect(count == 0)
  }
}
