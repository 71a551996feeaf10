internal import Kernels
internal import Record
internal import Text

/// Rows of numbers with a class each, as a CSV dataset holds them.
struct LabelledTable: Equatable {
  var features: [Float] = []
  var labels: [UInt32] = []
  /// The number of features of a row.
  var columns: Int

  var rows: Int { labels.count }

  /// Reads a dataset: a header line, one column of classes (integers from 0), all others numbers.
  ///
  /// A feature is the binary64 number nearest to its text, times the scale, rounded to binary32.
  /// - Parameter classes: How many classes there may be.
  init(csv bytes: [UInt8], name: String, format: InputPlan.Format, classes: Int) throws(RunFault) {
    var faults = DataFaults()
    let table = try LabelledTable.reading(csv: bytes, format: format, classes: classes, &faults)
    try faults.throwFirst(in: name)
    guard let table else { throw RunFault(.invalidDataset, "`\(name)` cannot be read") }
    self = table
  }

  /// The same with everything that is wrong; `nil` where the header already is.
  static func reading(
    csv bytes: [UInt8], format: InputPlan.Format, classes: Int, _ faults: inout DataFaults
  ) throws(RunFault) -> LabelledTable? {
    let (name, scale) = (try format.settings.read(CSVFormat.label), try format.settings.read(CSVFormat.scale)?.real ?? 1)
    var reader = CSVReader(bytes, &faults)
    let label: Int
    do throws(DataFault) {
      label = try header(&reader, label: name)
    } catch {
      faults.add(error)
      return nil
    }
    var table = LabelledTable(columns: reader.fields.count - 1)
    while true {
      do throws(DataFault) {
        guard try reader.next() else { return table }
        table.add(reader, label: label, classes: classes, scale: scale, &faults)
      } catch {
        faults.add(error)
      }
    }
  }

  /// Reads the header; the position of the label's column.
  private static func header(_ reader: inout CSVReader, label: String) throws(DataFault) -> Int {
    guard try reader.next() else {
      throw DataFault(
        .invalidDataset, "the file is empty", help: "it needs a header line, then a line for each row",
        at: DataFault.Place(0..<0, line: 1, column: 1))
    }
    let index = try labelColumn(reader, label)
    guard reader.fields.count > 1 else {
      throw reader.fault(
        reader.fields[0], "there is no column but the label", help: "every other column is a feature, and a model needs one")
    }
    return index
  }

  private mutating func add(_ reader: CSVReader, label: Int, classes: Int, scale: Double, _ faults: inout DataFaults) {
    for (index, field) in reader.fields.enumerated() {
      do throws(DataFault) {
        if index == label {
          labels.append(try LabelledTable.classNumber(reader, field, classes: classes))
        } else {
          features.append(try LabelledTable.feature(reader, field, scale: scale))
        }
      } catch {
        faults.add(error)
      }
    }
  }

  private init(columns: Int) { self.columns = columns }

  private static func labelColumn(_ reader: CSVReader, _ label: String) throws(DataFault) -> Int {
    let names = reader.fields.map { reader.text($0) }
    let found = names.indices.filter { names[$0].utf8.elementsEqual(label.utf8) }
    guard found.count == 1, let index = found.first else {
      let problem = found.isEmpty ? "no column is called `\(label)`" : "\(found.count) columns are called `\(label)`"
      throw reader.fault(reader.fields[0], problem, help: "the header has \(listed(names))")
    }
    return index
  }

  private static func classNumber(_ reader: CSVReader, _ field: CSVReader.Field, classes: Int) throws(DataFault) -> UInt32 {
    guard let value = DecimalField.smallInteger(reader.bytes[field.range]), value < classes else {
      throw reader.fault(
        field, "expected a class from 0 to \(classes - 1), found `\(reader.text(field).prefix(40))`",
        help: "classes are whole numbers from 0, and the last width of the model says how many there are")
    }
    return value
  }

  private static func feature(_ reader: CSVReader, _ field: CSVReader.Field, scale: Double) throws(DataFault) -> Float {
    guard let value = DecimalField.number(reader.bytes[field.range]) else {
      throw reader.fault(
        field, "expected a number, found `\(reader.text(field).prefix(40))`",
        help: "every column but the label holds decimal numbers; fill in what is missing, and leave out columns of words")
    }
    let scaled = Float(value * scale)
    guard scaled.isFinite else {
      throw reader.fault(field, "the number is too large for single precision", help: "divide the column by a constant")
    }
    return scaled
  }

  /// The given rows in the given order.
  func selecting(_ rows: some Collection<UInt32>) -> LabelledTable {
    var part = LabelledTable(columns: columns)
    part.features.reserveCapacity(rows.count * columns)
    part.labels.reserveCapacity(rows.count)
    for row in rows {
      part.features += features[Int(row) * columns..<(Int(row) + 1) * columns]
      part.labels.append(labels[Int(row)])
    }
    return part
  }

  /// The features of one row.
  func row(_ index: Int) -> [Float] { Array(features[index * columns..<(index + 1) * columns]) }

  /// What the kernels train and evaluate on.
  func trainingData(classes: Int) throws(RunFault) -> TrainingData {
    do {
      return try TrainingData(features: features, labels: labels, columns: columns, classes: classes)
    } catch {
      throw RunFault(kernel: error)
    }
  }
}
