/// The address of an endpoint, taken apart strictly: what is not plainly an HTTP address is refused.
struct EndpointAddress: Hashable {
  let scheme: Scheme
  /// Lower case; an IPv6 address without its brackets.
  let host: String
  let port: Int
  /// Begins with a slash, ends without one; may be empty.
  let path: String

  enum Scheme: String { case http, https }

  /// Reads `http[s]://host[:port][/path]`; no user, query, fragment, white space or control character.
  init(_ text: String) throws(RunFault) {
    func refusal(_ why: String) -> RunFault {
      RunFault(
        .badEndpoint, "the endpoint's url is \(why)", help: "write it as http://host:port/v1 or https://host/v1")
    }
    guard text.utf8.count <= 2048, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
      throw refusal("too long, or holds characters that an address cannot have")
    }
    guard let mark = text.firstRange(of: "://"), let scheme = Scheme(rawValue: text[..<mark.lowerBound].lowercased()) else {
      throw refusal("neither http:// nor https://")
    }
    let rest = text[mark.upperBound...]
    guard !rest.contains(where: { $0 == "?" || $0 == "#" || $0 == "@" }) else {
      throw refusal("not plain: it has a user, a query or a fragment")
    }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    guard let (host, port) = EndpointAddress.authority(rest[..<slash]) else { throw refusal("without a proper host and port") }
    self.scheme = scheme
    self.host = host
    self.port = port ?? (scheme == .http ? 80 : 443)
    var path = rest[slash...]
    while path.last == "/" { path.removeLast() }
    self.path = String(path)
  }

  /// The host and port of `name`, `name:port`, `[v6]` or `[v6]:port`.
  static func authority(_ text: some StringProtocol) -> (host: String, port: Int?)? {
    let lower = text.lowercased()
    let host: Substring
    let after: Substring
    if lower.hasPrefix("[") {
      guard let close = lower.firstIndex(of: "]") else { return nil }
      host = lower[lower.index(after: lower.startIndex)..<close]
      after = lower[lower.index(after: close)...]
      guard host.utf8.allSatisfy({ isHexadecimal($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }) else { return nil }
    } else {
      let colon = lower.firstIndex(of: ":") ?? lower.endIndex
      host = lower[..<colon]
      after = lower[colon...]
      guard host.utf8.allSatisfy({ isName($0) }) else { return nil }
    }
    guard !host.isEmpty, host.utf8.count <= 253 else { return nil }
    if after.isEmpty { return (String(host), nil) }
    guard after.first == ":", let port = Int(after.dropFirst()), (1...65_535).contains(port),
      after.dropFirst().utf8.allSatisfy({ isDigit($0) })
    else { return nil }
    return (String(host), port)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte) }
  private static func isName(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_")].contains(byte)
  }

  /// How the host is written in an address: IPv6 in brackets.
  private var writtenHost: String { host.contains(":") ? "[\(host)]" : host }

  /// `host:port`, as a permission names it.
  var authority: String { "\(writtenHost):\(port)" }

  /// The address of a resource below this one.
  func url(_ resource: String) -> String { "\(scheme.rawValue)://\(authority)\(path)\(resource)" }

  /// Whether the address is this machine itself.
  var isLoopback: Bool { host == "localhost" || host == "::1" || isLoopbackV4 }

  private var isLoopbackV4: Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// Whether the user allowed this host: an entry `host` allows every port, `host:port` that one.
  func isAllowed(by permissions: Permissions) -> Bool {
    permissions.network.contains { entry in
      guard let (host, port) = EndpointAddress.authority(entry) else { return false }
      return host.utf8.elementsEqual(self.host.utf8) && (port ?? self.port) == self.port
    }
  }
}
