internal import Record
internal import Score
internal import Text

extension CommandWork.Reading.Line {
  /// What stands behind the text of the line that counts.
  func find(in text: [UInt8]) throws(MissingReading) -> FoundText {
    let prefix = Array(after.utf8)
    var first: ArraySlice<UInt8>?
    var last: ArraySlice<UInt8>?
    var count = 0
    var lines = PrintedLines(text)
    while let line = lines.next() {
      guard line.drop(while: isBlank).starts(with: prefix) else { continue }
      count += 1
      first = first ?? line
      last = line
    }
    let line = try occurrence.chosen(first, last, of: count, "line begins with \"\(after)\"", "lines begin with \"\(after)\"")
    let rest = line.drop(while: isBlank).dropFirst(prefix.count)
    guard let field else { return FoundText(rest, "after \"\(after)\"", in: line) }
    let words = rest.split(whereSeparator: isBlank)
    guard words.indices.contains(field - 1) else {
      throw MissingReading("only \(counted(words.count, "word")) behind \"\(after)\"", help: "`field` counts words from 1")
    }
    return FoundText(words[field - 1], "in word \(field) after \"\(after)\"", in: line)
  }
}

extension CommandWork.Reading.Column {
  /// The cell of the line that counts.
  func find(in text: [UInt8]) throws(MissingReading) -> FoundText {
    var lines = PrintedLines(text)
    guard let header = lines.next() else { throw MissingReading("nothing was printed", help: "let the program print a table") }
    let separator = CellSeparator(of: header)
    let names = separator.cells(of: header).map { String(decoding: $0, as: UTF8.self) }
    guard let place = names.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else {
      let listed = names.prefix(20).map { "\"\(excerpt($0, limit: 40))\"" }.joined(separator: ", ")
      throw MissingReading("no column is called \"\(name)\"", help: "the first line names \(listed)")
    }
    var first: ArraySlice<UInt8>?
    var last: ArraySlice<UInt8>?
    var count = 0
    while let line = lines.next() {
      count += 1
      first = first ?? line
      last = line
    }
    let line = try occurrence.chosen(first, last, of: count, "line stands below the names of the columns", "lines stand below the names")
    let cells = separator.cells(of: line)
    guard cells.indices.contains(place) else {
      throw MissingReading("the line has only \(counted(cells.count, "cell"))", help: "a line has a cell for each column")
    }
    return FoundText(cells[place], "in column \"\(name)\"", in: line)
  }
}

extension CommandWork.Reading.Match {
  /// The first group of the pattern in the line that counts, or all that it matches there.
  func find(in text: [UInt8]) throws(MissingReading) -> FoundText {
    var first: (found: String, line: ArraySlice<UInt8>)?
    var last: (found: String, line: ArraySlice<UInt8>)?
    var count = 0
    var lines = PrintedLines(text)
    while let line = lines.next() {
      guard let found = try found(in: line) else { continue }
      count += 1
      first = first ?? (found, line)
      last = (found, line)
    }
    let (found, line) = try occurrence.chosen(first, last, of: count, "line matches \"\(pattern)\"", "lines match \"\(pattern)\"")
    let bytes = Array(found.utf8)
    return FoundText(bytes[...], "where \"\(pattern)\" matches", in: line)
  }

  private func found(in line: ArraySlice<UInt8>) throws(MissingReading) -> String? {
    do throws(Pattern.Fault) {
      let match = try Pattern(pattern).first(in: String(decoding: line, as: UTF8.self))
      return match.map { $0.group ?? $0.whole }
    } catch {
      throw MissingReading("the pattern \"\(pattern)\" cannot be used: \(error.reason)", help: "`etalon explain bad-pattern`")
    }
  }
}

extension FoundText {
  /// The value at a path of a JSON text: a number, or a text that is an amount.
  init(json path: String, in text: [UInt8]) throws(MissingReading) {
    let json: JSON
    do {
      json = try JSON(parsing: text, limits: JSON.Limits(depth: 64, bytes: 64 << 20, nodes: 1_000_000))
    } catch {
      throw MissingReading("what was printed is not JSON: \(error.reason) (byte \(error.offset))", help: "let the program print JSON only")
    }
    guard let value = json.value(path: path) else {
      throw MissingReading("there is no `\(path)` in the JSON", help: "a path is names and indices from 0, joined by points")
    }
    switch value {
    case .number(let number):
      let bytes = Array(JSON.number(number).canonicalText.utf8)
      self.init(bytes[...], "at `\(path)`", in: bytes[...])
    case .string(let text):
      let bytes = Array(text.utf8)
      self.init(bytes[...], "at `\(path)`", in: bytes[...])
    default: throw MissingReading("`\(path)` is neither a number nor a text", help: "name a value that is one")
    }
  }
}

/// The lines that are not blank, without their ends.
private struct PrintedLines {
  private let text: [UInt8]
  private var start = 0

  init(_ text: [UInt8]) { self.text = text }

  mutating func next() -> ArraySlice<UInt8>? {
    while start < text.count {
      let end = text[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
      let line = text[start..<end]
      start = end + 1
      if !line.allSatisfy(isBlank) { return line }
    }
    return nil
  }
}

/// What stands between the cells of a table.
private enum CellSeparator {
  case comma, tab, blanks

  init(of header: ArraySlice<UInt8>) {
    self = header.contains(UInt8(ascii: ",")) ? .comma : header.contains(0x09) ? .tab : .blanks
  }

  func cells(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    switch self {
    case .blanks: line.split(whereSeparator: isBlank)
    case .comma: line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map(trimmed)
    case .tab: line.split(separator: 0x09, omittingEmptySubsequences: false).map(trimmed)
    }
  }

  private func trimmed(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let rest = cell.drop(while: isBlank)
    return rest.lastIndex { !isBlank($0) }.map { rest[...$0] } ?? []
  }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
