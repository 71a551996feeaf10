import Foundation

/// A time authority of a test's own, made with the command line of openssl: a root, and certificates of several making.
public struct TimeAuthority: Sendable {
  public let folder: TemporaryFolder
  public static let openssl = findProgram("openssl")

  private static let configuration = """
    [ req ]
    distinguished_name = dn
    [ dn ]
    [ root ]
    basicConstraints = critical,CA:true
    keyUsage = critical,keyCertSign
    [ tsa ]
    extendedKeyUsage = critical,timeStamping
    [ web ]
    extendedKeyUsage = critical,serverAuth
    [ config ]
    serial = SERIAL
    default_policy = 1.2.3.4.1
    digests = sha256, sha512
    signer_digest = sha256
    ess_cert_id_alg = sha256
    """

  public init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.configuration.replacing("SERIAL", with: folder.path("serial")), to: "c")
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
    try openssl("req -x509 \(key) -keyout root.key -out root.pem -subj /CN=root -config c -extensions root -days 3650")
    try openssl("req \(key) -keyout tsa.key -out tsa.csr -subj /CN=tsa -config c")
    try certify("tsa", days: 3650, as: "tsa")
    try certify("tsa", days: -1, as: "expired")
    try certify("web", days: 3650, as: "web")
  }

  private func certify(_ use: String, days: Int, as name: String) throws {
    try openssl(
      "x509 -req -in tsa.csr -CA root.pem -CAkey root.key -CAcreateserial -out \(name).pem -days \(days) -extfile c -extensions \(use)")
  }

  @discardableResult
  public func openssl(_ line: String) throws -> Finished { try OpenSSL.run(line, in: folder) }

  /// The root certificate in PEM.
  public var root: String { get throws { try Repository.text(of: folder.path("root.pem")) } }

  /// A token over bytes, by one of the certificates.
  public func token(over data: [UInt8], digest: String = "sha256", options: String = "-cert", signer: String = "tsa") throws -> [UInt8] {
    // Tests run side by side on one authority: each call has files of its own, the counter of serial numbers too.
    let own = UUID().uuidString
    try folder.write(Self.configuration.replacing("SERIAL", with: folder.path("\(own).serial")), to: "\(own).c")
    try folder.write(data, to: "\(own).data")
    try openssl("ts -query -data \(own).data -\(digest) \(options) -out \(own).query -config \(own).c")
    try openssl(
      "ts -reply -queryfile \(own).query -signer \(signer).pem -inkey tsa.key -out \(own).token -config \(own).c -section config")
    return try Repository.bytes(of: folder.path("\(own).token"))
  }

  /// A token that a certificate for web servers signed, put together as `openssl ts` refuses to.
  public func tokenOfWebServer(over data: [UInt8]) throws -> [UInt8] {
    try folder.write(try token(over: data), to: "token")
    try openssl("ts -reply -in token -token_out -out token.p7 -config c")
    try openssl("cms -verify -noverify -inform DER -in token.p7 -out info -binary")
    try openssl(
      "cms -sign -in info -binary -nodetach -cades -md sha256 -econtent_type 1.2.840.113549.1.9.16.1.4 "
        + "-signer web.pem -inkey tsa.key -outform DER -out web.p7"
    )
    let content = [0x30, 0x03, 0x02, 0x01, 0x00] + (try Repository.bytes(of: folder.path("web.p7")))
    let length = [UInt8(0x82), UInt8(content.count >> 8), UInt8(content.count & 0xFF)]
    return [0x30] + length + content
  }
}

/// The command line of openssl.
enum OpenSSL {
  /// Runs a command to its end; anything but success throws.
  static func run(_ line: String, in folder: TemporaryFolder) throws -> Finished {
    let finished = try TestSupport.run(TimeAuthority.openssl ?? "openssl", line.split(separator: " ").map(String.init), in: folder.path)
    guard finished.status == 0 else { throw Failed(line: line, talk: finished.talk) }
    return finished
  }

  struct Failed: Error { let line: String, talk: String }
}
