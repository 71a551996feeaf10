internal import Record

/// One question of a dataset with the answers that count as right.
struct EvaluationItem: Hashable {
  /// The position in the dataset, from 0.
  var position: Int
  var id: String?
  var input: String
  var answers: [String]
}

/// Reads JSON Lines: one object a line with exactly the fields that the format declares.
struct ItemReader {
  let id: String?
  let input: String
  let answer: String
  /// How messages call the dataset.
  let name: String

  static let lineLimit = 1 << 20
  static let itemLimit = 1_000_000

  init(format: InputPlan.Format, name: String) throws(RunFault) {
    id = try format.settings.read(JSONLinesFormat.id)
    input = try format.settings.read(JSONLinesFormat.input)
    answer = try format.settings.read(JSONLinesFormat.answer)
    self.name = name
  }

  /// All items of a file, or the first problem with its line.
  func items(_ bytes: [UInt8]) throws(RunFault) -> [EvaluationItem] {
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
      throw fault(line: 1, "begins with a byte order mark", help: "save it as plain UTF-8")
    }
    var items: [EvaluationItem] = []
    var ids: [String: Int] = [:]
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let isEnd = line.isEmpty && line.endIndex == bytes.endIndex
      if isEnd { break }
      let item = try item(Array(line), line: index + 1, position: items.count)
      if let id = item.id, let first = ids.updateValue(index + 1, forKey: id) {
        throw fault(line: index + 1, "has the id \"\(id)\" of line \(first)", help: "give every item an id of its own")
      }
      items.append(item)
      guard items.count <= ItemReader.itemLimit else {
        throw fault(line: index + 1, "is one too many", help: "at most \(ItemReader.itemLimit) items")
      }
    }
    guard !items.isEmpty else {
      throw RunFault("bad-items", "dataset `\(name)` has no items", help: "write one JSON object a line", isLocal: true)
    }
    return items
  }

  /// The item of one line.
  func item(_ bytes: [UInt8], line: Int, position: Int) throws(RunFault) -> EvaluationItem {
    guard bytes.count <= ItemReader.lineLimit else { throw fault(line: line, "is longer than \(ItemReader.lineLimit) bytes") }
    guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { throw fault(line: line, "is empty", help: "remove it") }
    let json: JSON
    do {
      json = try JSON(parsing: bytes, limits: JSON.Limits(depth: 16, bytes: ItemReader.lineLimit, nodes: 10_000))
    } catch {
      throw fault(line: line, column: error.offset + 1, "is not JSON: \(error.reason)")
    }
    guard let object = json.object else { throw fault(line: line, "is not a JSON object") }
    let declared = [id, input, answer].compactMap(\.self)
    for member in object.members where !declared.contains(where: { $0.utf8.elementsEqual(member.name.utf8) }) {
      throw fault(
        line: line, "has the unknown field \"\(member.name)\"",
        help: "the dataset's format declares \(declared.map { "\"\($0)\"" }.joined(separator: ", "))")
    }
    return EvaluationItem(
      position: position, id: try id(object, line: line), input: try text(object, input, line: line),
      answers: try answers(object, line: line))
  }

  private func id(_ object: JSON.Object, line: Int) throws(RunFault) -> String? {
    guard let field = id else { return nil }
    switch object[field] {
    case .string(let text): return text
    case .number(let number): return JSON.number(number).canonicalText
    default: throw fault(line: line, "has no id in \"\(field)\"", help: "an id is a text or a number")
    }
  }

  private func text(_ object: JSON.Object, _ field: String, line: Int) throws(RunFault) -> String {
    guard let value = object[field] else { throw fault(line: line, "lacks the field \"\(field)\"") }
    guard let text = value.text else { throw fault(line: line, "has no text in \"\(field)\"", help: "put it between quotation marks") }
    return text
  }

  private func answers(_ object: JSON.Object, line: Int) throws(RunFault) -> [String] {
    guard let elements = object[answer]?.elements else { return [try text(object, answer, line: line)] }
    let texts = elements.compactMap(\.text)
    guard !texts.isEmpty, texts.count == elements.count else {
      throw fault(line: line, "has a list in \"\(answer)\" that is empty or holds other things than texts")
    }
    return texts
  }

  private func fault(line: Int, column: Int? = nil, _ what: String, help: String? = nil) -> RunFault {
    let place = column.map { "\(line):\($0)" } ?? "\(line)"
    return RunFault("bad-items", "dataset `\(name)`, line \(place): the line \(what)", help: help, isLocal: true)
  }
}
