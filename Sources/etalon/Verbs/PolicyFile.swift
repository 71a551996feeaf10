internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Spec
internal import Text

/// The verifier's policy on disk; it is never looked for near a bundle.
enum PolicyFile {
  /// The policy of a file, or `nil` where there is none.
  static func read(_ path: String) throws(Failure) -> Policy? {
    guard Files.exists(path) else { return nil }
    try orFail(.usage) { try requireOwnFile(path) }
    let bytes = try orFail(.usage) { try Files.read(path, limit: 1 << 20) }
    let source = SourceFile(name: path, bytes: bytes, digest: SHA256.digest(of: bytes))
    let (json, diagnostics) = readJSON(from: source)
    guard let json, !diagnostics.contains(where: { $0.severity == .error }) else {
      throw Failure(.usage, "policy-invalid", "the policy \(quoted(path)) cannot be read\n" + diagnostics.human())
    }
    return try orFail(.usage) { try Policy(json: json) }
  }

  /// Adds a key to a builder of the policy; tells whether that changed anything.
  static func trust(_ key: PublicKey, for builder: String, at path: String) throws(Failure) -> Bool {
    let policy = try read(path) ?? Policy()
    let wider = policy.trusting(key, for: builder)
    if wider == policy { return false }
    try orFail(.usage) {
      if let slash = path.lastIndex(of: "/") { try Files.makeFolders(String(path[..<slash])) }
      try Files.replace(path, Array(wider.yaml.utf8))
    }
    return true
  }
}
