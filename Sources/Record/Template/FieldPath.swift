/// The way to a field of an item: names of members and numbers of elements, such as `doc.question` or `choices.0`.
public struct FieldPath: Sendable, Hashable {
  /// Whether it begins with a dot: then it leads into the line of data as it stands, past everything that the dataset's format names.
  public var isRaw: Bool
  /// The names on the way; one of digits alone is the number of an element where the value is a list.
  public var steps: [String]

  /// A path from its steps.
  public init(_ steps: [String], isRaw: Bool = false) {
    self.steps = steps
    self.isRaw = isRaw
  }

  /// The value that the path leads to from a value, or `nil` where it leads nowhere.
  public func value(in root: JSON) -> JSON? { steps.reduce(Optional(root)) { value, step in value.flatMap { $0.field(step) } } }
}

extension FieldPath: CustomStringConvertible {
  /// As a template writes it.
  public var description: String {
    (isRaw ? "." : "") + steps.map { $0.utf8.allSatisfy(TemplateParser.isPlain) && !$0.isEmpty ? $0 : "\"\($0)\"" }.joined(separator: ".")
  }
}

extension JSON {
  /// A member of an object by its name, or an element of a list by its number from 0.
  fileprivate func field(_ step: String) -> JSON? {
    guard case .array(let elements) = self else { return self[step] }
    guard step.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let index = Int(step), elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}
