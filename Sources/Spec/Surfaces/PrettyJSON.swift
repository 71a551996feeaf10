internal import Record

/// JSON with a line for each member, for people and for reading differences.
struct PrettyJSON {
  private var bytes: [UInt8] = []

  static func text(_ value: JSON) -> String {
    var writer = PrettyJSON()
    writer.write(value, depth: 0)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private mutating func write(_ value: JSON, depth: Int) {
    switch value {
    case .array(let elements) where elements.contains { $0.object != nil }:
      writeLines(elements, between: ("[", "]"), depth) { writer, element in writer.write(element, depth: depth + 1) }
    case .object(let object) where !object.members.isEmpty:
      writeLines(object.members, between: ("{", "}"), depth) { writer, member in
        writer.bytes += JSON.string(member.name).canonicalBytes
        writer.bytes += ": ".utf8
        writer.write(member.value, depth: depth + 1)
      }
    default: bytes += value.canonicalBytes
    }
  }

  private mutating func writeLines<Item>(
    _ items: [Item], between brackets: (opening: String, closing: String), _ depth: Int, _ write: (inout PrettyJSON, Item) -> Void
  ) {
    bytes += brackets.opening.utf8
    for (index, item) in items.enumerated() {
      bytes += (index == 0 ? "\n" : ",\n").utf8
      indent(depth + 1)
      write(&self, item)
    }
    bytes += "\n".utf8
    indent(depth)
    bytes += brackets.closing.utf8
  }

  private mutating func indent(_ depth: Int) { for _ in 0..<depth { bytes += "  ".utf8 } }
}
