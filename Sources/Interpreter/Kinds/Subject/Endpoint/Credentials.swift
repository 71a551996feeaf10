internal import Attest
internal import Glibc
internal import Text

/// A secret that never shows itself in a description.
struct Secret: CustomStringConvertible, CustomReflectable {
  let value: String

  var description: String { "(secret)" }
  var customMirror: Mirror { Mirror(self, children: []) }
}

/// Labels that the user's own configuration binds to a host and a secret.
///
/// The file has one block for each label: the label and a colon, then two indented lines, `host:` and `secret:`.
struct Credentials {
  private let entries: [Entry]

  struct Entry {
    var label: String
    var host = ""
    var secret = ""
  }

  init(_ entries: [Entry]) { self.entries = entries }

  /// The secret of a label, if the user bound it to this host (`name` or `name:port`).
  func secret(_ label: String, for address: EndpointAddress) -> Secret? {
    entries.first { $0.label.utf8.elementsEqual(label.utf8) && address.isAllowed(by: Permissions(network: [$0.host])) }
      .map { Secret(value: $0.secret) }
  }

  /// The secret of a label for an address, from the user's own file.
  static func userSecret(_ label: String, _ address: EndpointAddress) throws(RunFault) -> Secret? {
    guard let path = userPath(HostSources.currentEnvironment()) else { return nil }
    return try load(path).secret(label, for: address)
  }

  /// The user's own file: `$XDG_CONFIG_HOME/etalon/credentials.yaml`, or below `~/.config`.
  static func userPath(_ environment: [String: String]) -> String? {
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") { return "\(folder)/etalon/credentials.yaml" }
    return environment["HOME"].map { "\($0)/.config/etalon/credentials.yaml" }
  }

  /// Reads a file; none gives no credentials.
  ///
  /// It must belong to the user and be closed to everybody else.
  static func load(_ path: String) throws(RunFault) -> Credentials {
    var information = stat()
    guard unsafe stat(path, &information) == 0 else { return Credentials([]) }
    guard information.st_mode & 0o077 == 0, information.st_uid == geteuid() else {
      throw RunFault(.openCredentials, "\(path) can be read by others", help: "chmod 600 \(shellQuoted(path))")
    }
    do { try requireOwnFile(path) } catch { throw RunFault(error) }
    guard let bytes = HostFiles(root: "").bytes(path, limit: 1 << 20) else {
      throw RunFault(.unreadableCredentials, "\(path) cannot be read", help: "check its permissions")
    }
    return try parse(String(decoding: bytes, as: UTF8.self), path: path)
  }

  /// Reads the text of a file; nothing of it enters a message.
  static func parse(_ text: String, path: String) throws(RunFault) -> Credentials {
    var entries: [Entry] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let content = trimmed(line)
      if content.isEmpty || content.hasPrefix("#") { continue }
      let place = "\(path):\(index + 1)"
      func fault(_ what: String) -> RunFault {
        RunFault(.badCredentials, "\(place): \(what)", help: "write `label:`, then indented `host: NAME` and `secret: TEXT`")
      }
      guard let colon = content.firstIndex(of: ":") else { throw fault("expected a name and a colon") }
      let key = trimmed(content[..<colon])
      let value = unquoted(trimmed(content[content.index(after: colon)...]))
      if !line.hasPrefix(" ") {
        guard value.isEmpty, !key.isEmpty else { throw fault("expected a label alone on its line") }
        guard !entries.contains(where: { $0.label.utf8.elementsEqual(key.utf8) }) else { throw fault("the label stands there twice") }
        entries.append(Entry(label: key))
        continue
      }
      guard let last = entries.indices.last else { throw fault("expected a label first") }
      switch key {
      case "host" where EndpointAddress.authority(value) != nil: entries[last].host = value
      case "secret" where isSecret(value): entries[last].secret = value
      case "secret" where value.utf8.count < Scrubber.shortestSecret && !value.isEmpty:
        throw fault("the secret has fewer than \(Scrubber.shortestSecret) characters, so it could not be told from other text")
      case "host", "secret": throw fault("the value of `\(key)` is none")
      default: throw fault("expected `host` or `secret`")
      }
    }
    if let open = entries.first(where: { $0.host.isEmpty || $0.secret.isEmpty }) {
      throw RunFault(.badCredentials, "\(path): `\(open.label)` lacks its host or its secret", help: "add the missing line")
    }
    return Credentials(entries)
  }

  /// Long enough to be found again in an answer, and made of characters that a header may hold.
  private static func isSecret(_ value: String) -> Bool {
    value.utf8.count >= Scrubber.shortestSecret && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  private static func unquoted(_ text: String) -> String {
    for quote in ["\"", "'"] where text.count >= 2 && text.hasPrefix(quote) && text.hasSuffix(quote) {
      return String(text.dropFirst().dropLast())
    }
    return text
  }
}
