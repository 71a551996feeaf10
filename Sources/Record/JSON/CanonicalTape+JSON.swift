extension CanonicalTape {
  /// The tree of a value; free-form JSON inside a record.
  func json(_ position: Int) -> JSON? {
    switch tokens[position].kind {
    case .yes: return .bool(true)
    case .no: return .bool(false)
    case .number: return number(position).map { .number($0) }
    case .string, .escaped: return text(position).map { .string($0) }
    case .array: return elements(position)
    case .object: return object(position)
    }
  }

  private func elements(_ position: Int) -> JSON? {
    var elements: [JSON] = []
    var place = position + 1
    while place < Int(tokens[position].next) {
      guard let element = json(place) else { return nil }
      elements.append(element)
      place = Int(tokens[place].next)
    }
    return .array(elements)
  }

  /// The members of a canonical text are in order already.
  private func object(_ position: Int) -> JSON? {
    var members: [JSON.Object.Member] = []
    var place = position + 1
    while place < Int(tokens[position].next) {
      guard let name = text(place), let value = json(place + 1) else { return nil }
      members.append(JSON.Object.Member(name, value))
      place = Int(tokens[place + 1].next)
    }
    return .object(JSON.Object(members))
  }
}

extension JSON {
  /// A line of records, quickly where it is canonical; `nil` where it is no JSON.
  public init?(lineOfRecords bytes: [UInt8]) {
    if let tape = try? CanonicalTape(bytes, limits: Limits()), let json = tape.json(0) {
      self = json
    } else if let json = try? JSON(parsing: bytes) {
      self = json
    } else {
      return nil
    }
  }
}
