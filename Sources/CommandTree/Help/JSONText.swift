// JSON of a fixed shape: keys come out in the order they were put in, so equal trees give equal bytes.

internal import Text

/// A JSON value whose objects keep their order.
indirect enum JSONText {
  case string(String)
  case integer(Int)
  case bool(Bool)
  case array([JSONText])
  case object([(String, JSONText)])

  /// An object without the members that say nothing: empty text, empty lists, false.
  static func lean(_ members: [(String, JSONText)]) -> JSONText {
    .object(members.filter { !$0.1.saysNothing })
  }

  private var saysNothing: Bool {
    switch self {
    case .string(let text): text.isEmpty
    case .array(let items): items.isEmpty
    case .object(let members): members.isEmpty
    case .bool(let value): !value
    case .integer: false
    }
  }

  /// The text, indented by two spaces a level.
  func rendered(indent: Int = 0) -> String {
    switch self {
    case .string(let text): jsonString(text)
    case .integer(let number): String(number)
    case .bool(let value): value ? "true" : "false"
    case .array(let items): JSONText.block("[", items.map { $0.rendered(indent: indent + 2) }, "]", indent)
    case .object(let members):
      JSONText.block("{", members.map { "\(jsonString($0.0)): \($0.1.rendered(indent: indent + 2))" }, "}", indent)
    }
  }

  private static func block(_ open: String, _ items: [String], _ close: String, _ indent: Int) -> String {
    guard !items.isEmpty else { return open + close }
    let lines = items.map { spaces(indent + 2) + $0 }.joined(separator: ",\n")
    return "\(open)\n\(lines)\n\(spaces(indent))\(close)"
  }
}
