internal import Record
internal import Text

/// The items of JSON Lines: one object a line with exactly the fields that the format declares.
///
/// They are read one at a time, as often as they are wanted, so that only the file's bytes stand in memory.
struct ItemReader {
  /// How messages call the dataset.
  let name: String
  let id: String?
  let input: String
  let answer: String
  private let bytes: [UInt8]

  static let lineLimit = 1 << 20
  static let itemLimit = 10_000_000

  init(_ bytes: [UInt8], format: InputPlan.Format, name: String) throws(RunFault) {
    self.bytes = bytes
    self.name = name
    id = try format.settings.read(JSONLinesFormat.id)
    input = try format.settings.read(JSONLinesFormat.input)
    answer = try format.settings.read(JSONLinesFormat.answer)
  }

  /// A line of the file.
  struct Line {
    let range: Range<Int>
    /// From 1.
    let number: Int
  }

  /// A place in the file, and the item behind it.
  struct Cursor {
    private let reader: ItemReader
    private var lines: Lines
    private var position = 0

    fileprivate init(_ reader: ItemReader) {
      self.reader = reader
      lines = Lines(reader.bytes)
    }

    /// The next item, or `nil` at the end of the file.
    mutating func next() throws(RunFault) -> EvaluationItem? {
      guard let line = lines.next() else { return nil }
      do throws(DataFault) {
        let item = try reader.item(Array(reader.bytes[line.range]), line, position: position)
        position += 1
        return item
      } catch {
        throw reader.located(error)
      }
    }
  }

  /// A place before the first item.
  func cursor() -> Cursor { Cursor(self) }

  /// Reads the whole file once and counts its items.
  ///
  /// - Throws: The first problem, with its line.
  func checkedCount() throws(RunFault) -> Int {
    var faults = DataFaults()
    let count = look(&faults)
    if let first = faults.listed.first { throw located(first) }
    return count
  }

  /// Reads the whole file once and tells everything that is wrong with it.
  ///
  /// - Returns: How many items there are.
  func look(_ faults: inout DataFaults) -> Int {
    var count = 0
    var ids: [String: Int] = [:]
    var lines = Lines(bytes)
    if bytes.starts(with: byteOrderMark) {
      let first = Line(range: 0..<byteOrderMark.count, number: 1)
      faults.add(fault(first, "begins with a byte order mark", help: "save it as plain UTF-8"))
      lines.skip(byteOrderMark.count)
    }
    while let line = lines.next() {
      do throws(DataFault) {
        let item = try item(Array(bytes[line.range]), line, position: count)
        count += 1
        if let id = item.id, let first = ids.updateValue(line.number, forKey: id) {
          throw fault(line, "has the id \"\(id)\" of line \(first)", help: "give every item an id of its own")
        }
        if count == ItemReader.itemLimit + 1 { throw fault(line, "is one too many", help: "at most \(ItemReader.itemLimit) items") }
      } catch {
        faults.add(error)
      }
    }
    if count == 0, faults.isEmpty {
      faults.add(DataFault(.badItems, "the dataset has no items", help: "write one JSON object a line"))
    }
    return count
  }

  /// A fault of one line.
  ///
  /// - Parameter column: In bytes from 0.
  func fault(_ line: Line, column: Int? = nil, _ what: String, help: String? = nil) -> DataFault {
    let start = line.range.lowerBound + (column ?? 0)
    let place = DataFault.Place(min(start, line.range.upperBound)..<line.range.upperBound, line: line.number, column: column.map { $0 + 1 })
    return DataFault(.badItems, "the line " + what, help: help, at: place)
  }

  private func located(_ fault: DataFault) -> RunFault {
    guard let place = fault.place else { return RunFault(fault.code, "dataset \(quoted(name)): \(fault.message)", help: fault.help) }
    let line = "\(place.line)" + (place.column.map { ":\($0)" } ?? "")
    return RunFault(fault.code, "dataset \(quoted(name)), line \(line): \(fault.message)", help: fault.help)
  }
}

extension ItemReader {
  /// Everything that is wrong with a dataset that an evaluation asks.
  ///
  /// Complexity: O(n).
  static func faults(of bytes: [UInt8], as input: InputPlan) -> DataFaults {
    var faults = DataFaults()
    do throws(RunFault) {
      guard let format = input.format, format.word == JSONLinesFormat.word else {
        throw RunFault(.noItems, "dataset \(quoted(input.id)) is not JSON Lines", help: "give it `format: { jsonl: … }`")
      }
      _ = try ItemReader(bytes, format: format, name: input.id).look(&faults)
    } catch {
      faults.add(DataFault(error))
    }
    return faults
  }
}

/// The lines of a file, one after another; what follows the last line end is one only if it holds anything.
private struct Lines {
  private let bytes: [UInt8]
  private var offset = 0
  private var number = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func skip(_ count: Int) { offset += count }

  mutating func next() -> ItemReader.Line? {
    guard offset < bytes.count else { return nil }
    let end = bytes[offset...].firstIndex(of: 0x0A) ?? bytes.endIndex
    defer { offset = end + 1 }
    number += 1
    return ItemReader.Line(range: offset..<end, number: number)
  }
}
