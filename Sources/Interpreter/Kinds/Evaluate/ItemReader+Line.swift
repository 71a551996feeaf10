internal import Record
internal import Score

// One line of JSON Lines as an item.
extension ItemReader {
  func item(_ line: ItemLines.Line, position: Int) throws(DataFault) -> EvaluationItem {
    let bytes = Array(bytes[line.range])
    guard bytes.count <= ItemReader.lineLimit else { throw fault(line, "is longer than \(ItemReader.lineLimit) bytes") }
    guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { throw fault(line, "is empty", help: "remove it") }
    let json: JSON
    do {
      json = try JSON(parsing: bytes, limits: JSON.Limits(depth: 16, bytes: ItemReader.lineLimit, nodes: 10_000))
    } catch {
      throw fault(line, column: error.offset, "is not JSON: \(error.reason)")
    }
    guard let object = json.object else { throw fault(line, "is not a JSON object") }
    let declared = [id, input, answer].compactMap(\.self)
    for member in object.members where !declared.contains(where: { $0.utf8.elementsEqual(member.name.utf8) }) {
      throw fault(
        line, "has the unknown field \"\(member.name)\"",
        help: "the dataset's format declares \(declared.map { "\"\($0)\"" }.joined(separator: ", "))")
    }
    return EvaluationItem(
      position: position, id: try id(object, line), input: try text(object, input, line), answers: try answers(object, line))
  }

  private func id(_ object: JSON.Object, _ line: ItemLines.Line) throws(DataFault) -> String? {
    guard let field = id else { return nil }
    switch object[field] {
    case .string(let text): return text
    case .number(let number): return JSON.number(number).canonicalText
    default: throw fault(line, "has no id in \"\(field)\"", help: "an id is a text or a number")
    }
  }

  private func text(_ object: JSON.Object, _ field: String, _ line: ItemLines.Line) throws(DataFault) -> String {
    guard let value = object[field] else {
      throw fault(
        line, "lacks the field \"\(field)\"", help: "its fields are \(object.members.map { "\"\($0.name)\"" }.joined(separator: ", "))")
    }
    guard let text = value.text else { throw fault(line, "has no text in \"\(field)\"", help: "put it between quotation marks") }
    return text
  }

  /// The expected answers; an empty one is a mistake in the file, since no reply could ever be told from none.
  private func answers(_ object: JSON.Object, _ line: ItemLines.Line) throws(DataFault) -> [String] {
    let texts: [String]
    if let elements = object[answer]?.elements {
      texts = elements.compactMap(\.text)
      guard !texts.isEmpty, texts.count == elements.count else {
        throw fault(
          line, "has a list in \"\(answer)\" that is empty or holds other things than texts",
          help: "list what counts as right, each as a text")
      }
    } else {
      texts = [try text(object, answer, line)]
    }
    guard texts.allSatisfy({ !Normalization.trimmed($0).isEmpty }) else {
      throw fault(line, "expects an empty answer in \"\(answer)\"", help: "write what counts as right, or remove the line")
    }
    return texts
  }
}
