internal import Attest
internal import CommandTree
internal import Interpreter
internal import Text

/// The folder of the user's keys: `NAME.pem` (private, mode 0600) and `NAME.pub`.
struct KeyRing {
  let folder: String

  static var own: KeyRing { KeyRing(folder: UserFolders.current.config + "/keys") }

  func privatePath(_ name: String) -> String { "\(folder)/\(name).pem" }
  func publicPath(_ name: String) -> String { "\(folder)/\(name).pub" }

  /// Names are words, so that they can be told from paths.
  static func isName(_ word: String) -> Bool {
    !word.isEmpty
      && word.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      }
  }

  /// The private key's file for what `--sign` or `--key` was given: a name of this ring, or a path.
  func privateFile(_ word: String) -> String {
    KeyRing.isName(word) && !Files.exists(word) ? privatePath(word) : word
  }

  /// The public key of a name of this ring, or of a file.
  func publicKey(_ word: String) throws(Failure) -> PublicKey {
    let path = publicFile(word)
    return try orFail(.usage) { try PublicKey(file: path) }
  }

  /// The same of a key that is to be believed: nobody else may be able to change its file.
  func trustedKey(_ word: String) throws(Failure) -> PublicKey {
    let path = publicFile(word)
    return try orFail(.usage) {
      try requireOwnFile(path)
      return try PublicKey(file: path)
    }
  }

  private func publicFile(_ word: String) -> String { KeyRing.isName(word) && !Files.exists(word) ? publicPath(word) : word }

  /// The signing key of a name or a file; an encrypted one is opened with `ETALON_PASSPHRASE`.
  func signingKey(_ word: String) throws(Failure) -> SigningKey {
    do {
      return try SigningKey(file: privateFile(word)) { Terminal.environment("ETALON_PASSPHRASE").flatMap { $0.isEmpty ? nil : $0 } }
    } catch {
      let isUnknownName = error.code == "no-such-file" && KeyRing.isName(word)
      throw Failure(
        .usage, error.code, error.message, help: isUnknownName ? "make one with `etalon key new \(shellQuoted(word))`" : error.help)
    }
  }

  /// Who signs where nothing else is said: the key's name.
  static func builder(_ word: String) -> String {
    let file = word.split(separator: "/").last.map(String.init) ?? word
    return file.hasSuffix(".pem") ? String(file.dropLast(4)) : file
  }
}
