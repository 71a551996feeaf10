internal import Record
internal import Score

/// One item of a dataset: a question with the answers that count as right.
struct EvaluationItem: Hashable {
  /// The position in the dataset, from 0.
  var position: Int
  var id: String?
  /// What it is drawn together with, such as a passage.
  var cluster: String?
  /// The part of the dataset that it belongs to, such as a category.
  var stratum: String?
  var input: String
  var answers: [String]

  /// The item as a scorer sees it.
  var scored: Item { Item(input: input, answers: answers) }
}

/// The items of JSON Lines: one object a line with exactly the fields that the format declares.
///
/// They are read one at a time, as often as they are wanted, so that only the file's bytes stand in memory.
struct ItemReader {
  /// How messages call the dataset.
  let name: String
  private let bytes: [UInt8]
  private let id: String?
  private let input: String
  private let answer: String

  static let lineLimit = 1 << 20
  static let itemLimit = 10_000_000

  init(_ bytes: [UInt8], format: InputPlan.Format, name: String) throws(RunFault) {
    self.bytes = bytes
    self.name = name
    id = try format.settings.read(JSONLinesFormat.id)
    input = try format.settings.read(JSONLinesFormat.input)
    answer = try format.settings.read(JSONLinesFormat.answer)
  }

  /// A place in the file, and the item behind it.
  struct Cursor {
    private let reader: ItemReader
    private var offset = 0
    private var line = 0
    private var position = 0

    fileprivate init(_ reader: ItemReader) { self.reader = reader }

    /// The next item, or `nil` at the end of the file.
    mutating func next() throws(RunFault) -> EvaluationItem? { try nextWithLine()?.item }

    fileprivate mutating func nextWithLine() throws(RunFault) -> (item: EvaluationItem, line: Int)? {
      guard offset < reader.bytes.count else { return nil }
      let rest = reader.bytes[offset...]
      let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
      line += 1
      let item = try reader.item(Array(rest[..<end]), line: line, position: position)
      (offset, position) = (end + 1, position + 1)
      return (item, line)
    }
  }

  /// A place before the first item.
  func cursor() -> Cursor { Cursor(self) }

  /// Reads the whole file once and counts its items.
  ///
  /// - Throws: The first problem, with its line.
  func checkedCount() throws(RunFault) -> Int {
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
      throw fault(line: 1, "begins with a byte order mark", help: "save it as plain UTF-8")
    }
    var count = 0
    var ids: [String: Int] = [:]
    var cursor = cursor()
    while let (item, line) = try cursor.nextWithLine() {
      if let id = item.id, let first = ids.updateValue(line, forKey: id) {
        throw fault(line: line, "has the id \"\(id)\" of line \(first)", help: "give every item an id of its own")
      }
      count += 1
      guard count <= ItemReader.itemLimit else {
        throw fault(line: line, "is one too many", help: "at most \(ItemReader.itemLimit) items")
      }
    }
    guard count > 0 else {
      throw RunFault(.badItems, "dataset `\(name)` has no items", help: "write one JSON object a line")
    }
    return count
  }

  private func item(_ bytes: [UInt8], line: Int, position: Int) throws(RunFault) -> EvaluationItem {
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

  /// The expected answers; an empty one is a mistake in the file, since no reply could ever be told from none.
  private func answers(_ object: JSON.Object, line: Int) throws(RunFault) -> [String] {
    let texts: [String]
    if let elements = object[answer]?.elements {
      texts = elements.compactMap(\.text)
      guard !texts.isEmpty, texts.count == elements.count else {
        throw fault(line: line, "has a list in \"\(answer)\" that is empty or holds other things than texts")
      }
    } else {
      texts = [try text(object, answer, line: line)]
    }
    guard texts.allSatisfy({ !Normalization.trimmed($0).isEmpty }) else {
      throw fault(line: line, "expects an empty answer in \"\(answer)\"", help: "write what counts as right, or remove the line")
    }
    return texts
  }

  private func fault(line: Int, column: Int? = nil, _ what: String, help: String? = nil) -> RunFault {
    let place = column.map { "\(line):\($0)" } ?? "\(line)"
    return RunFault(.badItems, "dataset `\(name)`, line \(place): the line \(what)", help: help)
  }
}
