internal import Record
internal import Text

/// The items of JSON Lines: one object a line with exactly the fields that the format declares.
///
/// A check, a run and a verification all read here. Items are read one at a time, as often as they are wanted, so that only the file's
/// bytes stand in memory.
struct ItemReader {
  /// How messages call the dataset.
  let name: String
  let id: String?
  let input: String
  let answer: String
  let bytes: [UInt8]

  static let lineLimit = 1 << 20
  static let itemLimit = 10_000_000

  init(_ bytes: [UInt8], format: InputPlan.Format, name: String) throws(RunFault) {
    self.bytes = bytes
    self.name = name
    id = try format.settings.read(JSONLinesFormat.id)
    input = try format.settings.read(JSONLinesFormat.input)
    answer = try format.settings.read(JSONLinesFormat.answer)
  }

  /// A place before the first item.
  func cursor() -> Cursor { Cursor(self) }

  /// A place in the file, and the item behind it.
  struct Cursor {
    private let reader: ItemReader
    private var lines: ItemLines
    private var position = 0

    fileprivate init(_ reader: ItemReader) {
      self.reader = reader
      lines = ItemLines(reader.bytes)
    }

    /// The next item, or `nil` at the end of the file.
    mutating func next() throws(RunFault) -> EvaluationItem? {
      guard let line = lines.next() else { return nil }
      do throws(DataFault) {
        let item = try reader.item(line, position: position)
        position += 1
        return item
      } catch {
        throw reader.located(error)
      }
    }
  }

  /// A fault of one line.
  ///
  /// - Parameter column: In bytes from 0.
  func fault(_ line: ItemLines.Line, column: Int? = nil, _ what: String, help: String? = nil) -> DataFault {
    let start = line.range.lowerBound + (column ?? 0)
    let place = DataFault.Place(min(start, line.range.upperBound)..<line.range.upperBound, line: line.number, column: column.map { $0 + 1 })
    return DataFault(.badItems, "the line " + what, help: help, at: place)
  }

  /// A fault of the dataset as a fault of the trial that reads it.
  func located(_ fault: DataFault) -> RunFault {
    guard let place = fault.place else { return RunFault(fault.code, "dataset \(quoted(name)): \(fault.message)", help: fault.help) }
    let line = "\(place.line)" + (place.column.map { ":\($0)" } ?? "")
    return RunFault(fault.code, "dataset \(quoted(name)), line \(line): \(fault.message)", help: fault.help)
  }
}
