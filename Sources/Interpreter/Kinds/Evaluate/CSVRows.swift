internal import Record
internal import Text

/// The records of a CSV file with a header: each column is a field, and every value a text.
struct CSVRows {
  private var reader: CSVReader
  /// The names of the columns in the order of JSON objects, each with its position.
  private let columns: [(name: String, index: Int)]

  /// The longest record.
  static let limit = JSONLineRows.lineLimit

  init(_ bytes: [UInt8]) throws(DataFault) {
    reader = CSVReader(bytes)
    guard try reader.next() else {
      throw DataFault(
        .badItems, "the dataset has no items", help: "it needs a header line with the names of its columns, then a line for each item")
    }
    columns = try CSVRows.columns(reader)
  }

  private static func columns(_ reader: CSVReader) throws(DataFault) -> [(name: String, index: Int)] {
    if let last = reader.fields.last, last.range.upperBound > limit {
      throw reader.fault(
        last, "the header is longer than \(limit) bytes", help: "a quote that is never closed swallows the lines behind it")
    }
    let names = reader.fields.map { reader.text($0) }
    var first: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      if first.updateValue(index, forKey: name) != nil {
        throw reader.fault(reader.fields[index], "two columns are called \(quoted(name))", help: "give each column a name of its own")
      }
    }
    // An object of one member each tells the order without repeating its rule.
    let order = JSON.Object(names.map { JSON.Object.Member($0, .null) }).members.map(\.name)
    return order.compactMap { name in first[name].map { (name, $0) } }
  }

  mutating func next() throws(DataFault) -> ItemRow? {
    guard try reader.next() else { return nil }
    let fields = reader.fields
    let start = fields.first?.range.lowerBound ?? 0
    let place = ItemPlace(noun: "row", range: start..<max(start, fields.last?.range.upperBound ?? start), line: fields.first?.line ?? 1)
    guard place.range.count <= CSVRows.limit else {
      throw place.fault("is longer than \(CSVRows.limit) bytes", help: "a quote that is never closed swallows the lines behind it")
    }
    let members = columns.map { JSON.Object.Member($0.name, .string(reader.text(fields[$0.index]))) }
    return ItemRow(fields: JSON.Object(members), place: place)
  }
}
