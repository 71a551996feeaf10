internal import Record

/// One record of a dataset of items, before anything is made of its fields.
struct ItemRow {
  /// All fields by their names, declared or not.
  var fields: JSON.Object
  var place: ItemPlace
}

/// Where a record stands, and how messages call it.
struct ItemPlace {
  /// `line` of JSON Lines, `row` of CSV, `item` of a spec.
  var noun: String
  var range: Range<Int>
  /// From 1; of items in a spec, their number.
  var line: Int

  /// A fault of the record.
  ///
  /// - Parameter column: In bytes from 0.
  func fault(column: Int? = nil, _ what: String, help: String? = nil) -> DataFault {
    let start = min(range.lowerBound + (column ?? 0), range.upperBound)
    let place = DataFault.Place(start..<range.upperBound, line: line, column: column.map { $0 + 1 })
    return DataFault(.badItems, "the \(noun) \(what)", help: help, at: place)
  }
}

/// The records of a dataset, one after another, as often as they are wanted.
enum ItemRows {
  case lines(JSONLineRows)
  case table(CSVRows)
  case generated(TemplateRows)

  /// - Throws: What keeps everything from being read, such as a header that is none.
  init(_ bytes: [UInt8], format word: String) throws(DataFault) {
    switch word {
    case CSVFormat.word: self = .table(try CSVRows(bytes))
    case InlineFormat.word: self = .lines(JSONLineRows(bytes, noun: "item"))
    default: self = .lines(JSONLineRows(bytes, noun: "line"))
    }
  }

  /// The next record, or `nil` behind the last; after a fault the next call goes on behind it.
  mutating func next() throws(DataFault) -> ItemRow? {
    switch self {
    case .lines(var rows):
      defer { self = .lines(rows) }
      return try rows.next()
    case .table(var rows):
      defer { self = .table(rows) }
      return try rows.next()
    case .generated(var rows):
      defer { self = .generated(rows) }
      return try rows.next()
    }
  }
}
