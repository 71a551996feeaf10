internal import Record

/// The records of JSON Lines: one object a line.
///
/// Lines end with LF or CRLF; the text of each is I-JSON (RFC 7493) without a name that stands twice.
struct JSONLineRows {
  private let bytes: [UInt8]
  private let noun: String
  private var lines: ItemLines

  static let lineLimit = 1 << 20
  static let limits = JSON.Limits(depth: 32, bytes: lineLimit, nodes: 100_000, keepsDigits: true)

  init(_ bytes: [UInt8], noun: String) {
    (self.bytes, self.noun) = (bytes, noun)
    lines = ItemLines(bytes)
  }

  mutating func next() throws(DataFault) -> ItemRow? {
    guard let line = lines.next() else { return nil }
    let place = ItemPlace(noun: noun, range: line.range, line: line.number)
    return ItemRow(fields: try object(line, place), place: place)
  }

  private func object(_ line: ItemLines.Line, _ place: ItemPlace) throws(DataFault) -> JSON.Object {
    guard line.range.count <= JSONLineRows.lineLimit else {
      throw place.fault("is longer than \(JSONLineRows.lineLimit) bytes", help: "each item stands on a line of its own")
    }
    let text = Array(bytes[line.range])
    guard text.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { throw place.fault("is empty", help: "remove it") }
    let json: JSON
    do {
      json = try JSON(parsing: text, limits: JSONLineRows.limits)
    } catch {
      throw place.fault(column: error.offset, "is not JSON: \(error.reason)", help: help(text))
    }
    guard let object = json.object else { throw place.fault("is not a JSON object", help: help(text)) }
    return object
  }

  /// What a line may be that is no object.
  private func help(_ text: [UInt8]) -> String? {
    switch text.first {
    case UInt8(ascii: "["): "a whole JSON list is no JSON Lines; `jq -c '.[]' FILE` writes each element on a line"
    case UInt8(ascii: "{") where !text.contains(UInt8(ascii: "}")):
      "an object over several lines is no JSON Lines; `jq -c . FILE` joins them"
    default: nil
    }
  }
}
