internal import Record
internal import Text

/// Which columns of a table are features, and which one the class.
struct LabelledColumns {
  let label: Int
  /// In the order in which they become features.
  let features: [Int]

  /// Reads the header of a file.
  init(_ reader: inout CSVReader, _ settings: Settings) throws(DataFault) {
    guard let label = settings.values[CSVFormat.label.entry.name]?.text else {
      throw DataFault(.invalidDataset, "the format declares no label", help: "`csv: { label: … }` names the column that holds the class")
    }
    guard try reader.next() else {
      throw DataFault(
        .invalidDataset, "the file is empty", help: "it needs a header line, then a line for each row",
        at: DataFault.Place(0..<0, line: 1, column: 1))
    }
    let header = Header(reader)
    let index = try header.column(label)
    self.label = index
    if let declared = FieldPaths(setting: settings.values[CSVFormat.columns.entry.name]) {
      var features: [Int] = []
      for path in declared.all { features.append(try header.column(path.steps.joined(separator: "."))) }
      self.features = features
    } else {
      features = reader.fields.indices.filter { $0 != index }
    }
    guard !features.isEmpty else {
      throw reader.fault(
        reader.fields[0], "there is no column but the label", help: "every other column is a feature, and a model needs one")
    }
    guard !features.contains(index) else {
      throw reader.fault(
        reader.fields[index], "the label is a feature too", help: "a model that sees the class learns nothing; take it out of `columns`")
    }
  }

  /// The names of a header.
  private struct Header {
    let reader: CSVReader
    let names: [String]

    init(_ reader: CSVReader) {
      self.reader = reader
      names = reader.fields.map { reader.text($0) }
    }

    func column(_ name: String) throws(DataFault) -> Int {
      let found = names.indices.filter { names[$0].utf8.elementsEqual(name.utf8) }
      guard found.count == 1, let index = found.first else {
        let problem = found.isEmpty ? "no column is called `\(name)`" : "\(found.count) columns are called `\(name)`"
        throw reader.fault(reader.fields[0], problem, help: "the header has \(listed(names))")
      }
      return index
    }
  }
}

/// The classes that the labels of a table stand for.
struct ClassLabels {
  private let classes: Int
  private let areTexts: Bool
  /// Texts in the order in which they came, each with its provisional number.
  private var texts: [String: UInt32] = [:]

  init(_ settings: Settings, classes: Int) throws(DataFault) {
    self.classes = classes
    areTexts = settings.values[CSVFormat.labels.entry.name]?.text == "texts"
  }

  /// The class of a label; of a text a provisional one.
  mutating func number(_ reader: CSVReader, _ field: CSVReader.Field) throws(DataFault) -> UInt32 {
    guard areTexts else { return try wholeNumber(reader, field) }
    let text = reader.text(field)
    guard !text.isEmpty else { throw reader.fault(field, "the label is empty", help: "fill it in, or leave the row out") }
    if let known = texts[text] { return known }
    guard texts.count < classes else {
      throw reader.fault(
        field, "\(quoted(text, limit: 40)) is one label more than the \(counted(classes, "class", "classes")) of the model",
        help: "the last width of the model says how many classes there are")
    }
    let number = UInt32(texts.count)
    texts[text] = number
    return number
  }

  private func wholeNumber(_ reader: CSVReader, _ field: CSVReader.Field) throws(DataFault) -> UInt32 {
    guard let value = DecimalField.smallInteger(reader.bytes[field.range]), value < classes else {
      throw reader.fault(
        field, "expected a class from 0 to \(classes - 1), found `\(reader.text(field).prefix(40))`",
        help: "classes are whole numbers from 0, and the last width of the model says how many there are; "
          + "for labels in words declare `labels: texts`")
    }
    return value
  }

  /// The classes for good: texts are numbered in the order of their bytes, whatever the order of the rows.
  func numbered(_ provisional: [UInt32]) -> [UInt32] {
    guard areTexts else { return provisional }
    let order = texts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
    var final = [UInt32](repeating: 0, count: order.count)
    // checked: the numbers given so far are the positions of `order`.
    for (number, provisional) in order.enumerated() { final[Int(provisional)] = UInt32(number) }
    return provisional.map { final[Int($0)] }
  }
}
