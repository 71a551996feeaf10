/// What one exchange with a subject was for, within its trial.
///
/// In the order in which a trial scores them: probes, then each item, followed by what its scorer had to ask.
public enum Exchange: Sendable, Hashable {
  /// A question that finds out how the subject behaves, by its number.
  case probe(Int)
  /// The question of an item, by the item's position in the dataset.
  case item(Int)
  /// Something that the scorer of an item had to ask, by its number among the item's.
  case query(item: Int, number: Int)

  /// The position of the item that it is about, where it is about one.
  public var item: Int? {
    switch self {
    case .probe: nil
    case .item(let position), .query(let position, _): position
    }
  }
}

extension Exchange: Comparable {
  /// The order in which a trial scores its exchanges.
  public static func < (left: Exchange, right: Exchange) -> Bool { left.place < right.place }

  /// The exchange as two numbers that ascend in the same order: the item, -1 for a probe, and the number within it, -1 for the question.
  public var place: (item: Int, number: Int) {
    switch self {
    case .probe(let number): (-1, number)
    case .item(let position): (position, -1)
    case .query(let position, let number): (position, number)
    }
  }
}

extension Exchange: TextCodable, CustomStringConvertible {
  public init?(recordText text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    func number(_ index: Int) -> Int? { parts.indices.contains(index) ? Int(parts[index]).flatMap { $0 >= 0 ? $0 : nil } : nil }
    switch (parts.first, parts.count, number(1)) {
    case ("probe", 2, let number?): self = .probe(number)
    case ("item", 2, let position?): self = .item(position)
    case ("item", 4, let position?):
      guard parts[2] == "query", let query = number(3) else { return nil }
      self = .query(item: position, number: query)
    default: return nil
    }
  }

  public var recordText: String {
    switch self {
    case .probe(let number): "probe/\(number)"
    case .item(let position): "item/\(position)"
    case .query(let position, let number): "item/\(position)/query/\(number)"
    }
  }

  public static var recordForm: String { "an exchange such as item/3, item/3/query/0 or probe/0" }

  /// As messages name it: `item 3`.
  public var description: String {
    switch self {
    case .probe(let number): "probe \(number)"
    case .item(let position): "item \(position)"
    case .query(let position, let number): "query \(number) about item \(position)"
    }
  }
}
