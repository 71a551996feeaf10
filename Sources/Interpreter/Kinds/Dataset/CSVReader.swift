internal import Text

/// Reads comma-separated values as RFC 4180 writes them, one record at a time, from bytes that may be hostile.
///
/// Stricter than most: lines end with LF or CRLF; a quote stands only around a whole field; every record
/// has as many fields as the first; no empty line. Complexity: O(n), with memory for one record.
struct CSVReader {
  /// A field: where its text stands between the quotes, if it has any, and where it begins for a person.
  struct Field: Equatable {
    var range: Range<Int>
    /// Whether two quotes stand for one inside.
    var hasEscapes: Bool
    var line: Int
    /// Counted in bytes from 1.
    var column: Int
  }

  /// The most fields that a record may have.
  static let fieldLimit = 1 << 20

  let bytes: [UInt8]
  /// The fields of the record that `next` read.
  private(set) var fields: [Field] = []
  /// The number of fields of the first record.
  private(set) var width: Int?

  private var at = 0
  private var line = 1
  private var lineStart = 0

  /// A reader of bytes as `DatasetBytes` gives them.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// What is wrong with the bytes as a whole; they can be read all the same.
  ///
  /// Complexity: O(n).
  static func faults(of bytes: [UInt8]) -> DataFaults {
    var faults = DataFaults()
    if let foreign = ForeignFormat.fault(bytes, declared: "CSV") {
      faults.add(foreign)
    } else if let invalid = invalidPlace(in: bytes) {
      faults.add(DataFault(.invalidDataset, "not UTF-8", help: "convert it, for example with `iconv -t UTF-8`", at: invalid))
    } else if let zero = bytes.firstIndex(of: 0) {
      let place = DataFault.Place(zero..<zero + 1, line: bytes[..<zero].count { $0 == 0x0A } + 1)
      faults.add(DataFault(.invalidDataset, "a zero byte", help: "no text holds one; export the file again", at: place))
    }
    return faults
  }

  /// Reads the next record into `fields`; false at the end.
  ///
  /// After a fault the next call goes on behind the line that it stands in.
  mutating func next() throws(DataFault) -> Bool {
    guard at < bytes.count else { return false }
    let (start, startLine) = (at, line)
    do throws(DataFault) {
      try readRecord(from: startLine, start)
    } catch {
      skipLine(from: start)
      throw error
    }
    let whole = start..<max(start, (fields.last?.range.upperBound ?? start))
    if fields.count == 1, fields[0].range.isEmpty, width != 1 {
      throw fault(whole, line: startLine, column: 1, "an empty line", help: "remove it")
    }
    if let width, fields.count != width {
      throw fault(
        whole, line: startLine, column: 1, "\(counted(fields.count, "field")) where the header has \(width)",
        help: "give each line as many fields as the header")
    }
    width = fields.count
    return true
  }

  private mutating func readRecord(from start: Int, _ offset: Int) throws(DataFault) {
    fields.removeAll(keepingCapacity: true)
    while true {
      try readField()
      guard fields.count <= CSVReader.fieldLimit else {
        throw fault(offset..<offset, line: start, column: 1, "more than \(CSVReader.fieldLimit) fields", help: "use fewer columns")
      }
      if try endsRecord() { return }
    }
  }

  /// Moves behind the line where a fault stands.
  private mutating func skipLine(from start: Int) {
    let from = max(at, start)
    at = bytes[from...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    line += 1
    lineStart = at
  }

  /// The text of a field.
  func text(_ field: Field) -> String {
    guard field.hasEscapes else { return String(decoding: bytes[field.range], as: UTF8.self) }
    var plain: [UInt8] = []
    var skip = false
    for byte in bytes[field.range] {
      if byte == quote, skip {
        skip = false
        continue
      }
      skip = byte == quote
      plain.append(byte)
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// An error at a field.
  func fault(_ field: Field, _ message: String, help: String) -> DataFault {
    fault(field.range, line: field.line, column: field.column, message, help: help)
  }

  private func fault(_ range: Range<Int>, line: Int, column: Int, _ message: String, help: String) -> DataFault {
    DataFault(.invalidDataset, message, help: help, at: DataFault.Place(range, line: line, column: column))
  }

  /// A fault at the byte that is read next.
  private func fault(_ message: String, help: String) -> DataFault {
    fault(at..<min(at + 1, bytes.count), line: line, column: column, message, help: help)
  }

  private var column: Int { at - lineStart + 1 }
  private var quote: UInt8 { UInt8(ascii: "\"") }

  private mutating func readField() throws(DataFault) {
    let (line, column) = (self.line, self.column)
    if at < bytes.count, bytes[at] == quote {
      try readQuotedField(line: line, column: column)
      return
    }
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: ","), bytes[at] != 0x0A, bytes[at] != 0x0D {
      if bytes[at] == quote {
        throw fault("a quote inside a field that does not begin with one", help: "quote the whole field")
      }
      at += 1
    }
    fields.append(Field(range: start..<at, hasEscapes: false, line: line, column: column))
  }

  private mutating func readQuotedField(line: Int, column: Int) throws(DataFault) {
    at += 1
    let start = at
    var hasEscapes = false
    while true {
      guard at < bytes.count else {
        throw fault(start - 1..<start, line: line, column: column, "a quoted field that is never closed", help: "end it with a quote")
      }
      if bytes[at] == quote {
        guard at + 1 < bytes.count, bytes[at + 1] == quote else { break }
        hasEscapes = true
        at += 1
      } else if bytes[at] == 0x0A {
        self.line += 1
        lineStart = at + 1
      }
      at += 1
    }
    fields.append(Field(range: start..<at, hasEscapes: hasEscapes, line: line, column: column))
    at += 1
  }

  /// Moves over what follows a field: true at the end of the record.
  private mutating func endsRecord() throws(DataFault) -> Bool {
    guard at < bytes.count else { return true }
    switch bytes[at] {
    case UInt8(ascii: ","):
      at += 1
      return false
    case 0x0D:
      guard at + 1 < bytes.count, bytes[at + 1] == 0x0A else {
        throw fault("a carriage return without a line feed", help: "end lines with LF or CRLF")
      }
      at += 1
    case 0x0A: break
    default: throw fault("text after a closing quote", help: "write two quotes for one inside a field")
    }
    at += 1
    line += 1
    lineStart = at
    return true
  }
}
