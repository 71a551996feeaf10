// The disclosures of SD-JWT (RFC 9901, section 4.2.1): what hides a field behind a salted digest, and shows it.
internal import Attest
public import Record

/// One field of an item with the salt that hides it.
public struct Disclosure: Sendable, Hashable {
  /// The text that is hashed and handed over: base64url of the JSON array of salt, name and value.
  public let text: String
  /// The name of the field.
  public let name: String
  /// What it holds.
  public let value: JSON

  /// Hides a field.
  ///
  /// - Parameter salt: 16 bytes that nobody can guess.
  package init(_ name: String, _ value: JSON, salt: [UInt8]) {
    (self.name, self.value) = (name, value)
    text = Base64URL.encode(JSON.array([.string(Base64URL.encode(salt)), .string(name), value]).canonicalBytes)
  }

  /// Reads a disclosure; `nil` for what is none.
  public init?(_ text: String) {
    guard let bytes = Base64URL.decode(text), let parts = (try? JSON(parsing: bytes, limits: Disclosure.limits))?.elements, parts.count == 3,
      parts[0].text != nil, let name = parts[1].text, name != "_sd", name != "..."
    else { return nil }
    (self.text, self.name, value) = (text, name, parts[2])
  }

  static let limits = JSON.Limits(depth: 34, bytes: 2 << 20, nodes: 100_100)

  /// The digest that stands for it: base64url of the SHA-256 of its text.
  public var digest: String { Disclosure.digest(of: text) }

  static func digest(of text: String) -> String { Base64URL.encode(SHA256.digest(of: text.utf8).bytes) }
}

/// What is public of one item: the digests of its fields in the order of their bytes, which tells nothing of the order of the fields.
public struct ItemDigests: Sendable, Hashable {
  /// The digests.
  public let digests: [String]

  /// Those of an item's disclosures.
  public init(of disclosures: [Disclosure]) { digests = disclosures.map(\.digest).sorted() }

  init(sorted digests: [String]) { self.digests = digests }

  /// The payload that an issuer of SD-JWT would sign, canonical: the entry of the tree.
  public var bytes: [UInt8] {
    var text = "{\"_sd\":["
    for (index, digest) in digests.enumerated() { text += (index == 0 ? "\"" : ",\"") + digest + "\"" }
    return Array((text + "],\"_sd_alg\":\"sha-256\"}").utf8)
  }

  /// The digest of the entry in the tree.
  package var leaf: Digest { MerkleTree.leaf(bytes) }
}

/// Base64 with the alphabet for names of files and without padding (RFC 4648 section 5), in its one spelling.
package enum Base64URL {
  package static func encode(_ bytes: [UInt8]) -> String {
    var text = Base64.encode(bytes.span)
    while text.last == UInt8(ascii: "=") { text.removeLast() }
    for index in text.indices {
      if text[index] == UInt8(ascii: "+") { text[index] = UInt8(ascii: "-") }
      if text[index] == UInt8(ascii: "/") { text[index] = UInt8(ascii: "_") }
    }
    return String(decoding: text, as: UTF8.self)
  }

  package static func decode(_ text: String) -> [UInt8]? {
    var bytes = Array(text.utf8)
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "-"): bytes[index] = UInt8(ascii: "+")
      case UInt8(ascii: "_"): bytes[index] = UInt8(ascii: "/")
      case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): return nil
      default: break
      }
    }
    while bytes.count % 4 != 0 { bytes.append(UInt8(ascii: "=")) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count / 4 * 3)
    return Base64.decode(bytes.span, into: { decoded.append($0) }) ? decoded : nil
  }
}
