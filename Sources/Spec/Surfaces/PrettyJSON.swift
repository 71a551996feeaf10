internal import Record

/// JSON with a line for each member, for people and for reading differences.
enum PrettyJSON {
  static func text(_ value: JSON, indent: String = "") -> String {
    let inner = indent + "  "
    switch value {
    case .array(let elements) where elements.contains { $0.object != nil }:
      return "[\n" + elements.map { inner + text($0, indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let object) where !object.members.isEmpty:
      let members = object.members.map { inner + JSON.string($0.name).canonicalText + ": " + text($0.value, indent: inner) }
      return "{\n" + members.joined(separator: ",\n") + "\n\(indent)}"
    default: return value.canonicalText
    }
  }
}
