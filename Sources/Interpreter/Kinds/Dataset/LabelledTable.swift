internal import Kernels
internal import Record

/// Rows of numbers with a class each, as a CSV dataset holds them.
struct LabelledTable: Equatable {
  var features: [Float] = []
  var labels: [UInt32] = []
  /// The number of features of a row.
  var columns: Int

  var rows: Int { labels.count }

  /// Reads a dataset: a header line, one column of classes, all others numbers unless the format says which.
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
  ///
  /// - Parameter bytes: Of the file as it lies there, packed or not.
  static func reading(
    csv bytes: [UInt8], format: InputPlan.Format, classes: Int, _ faults: inout DataFaults
  ) throws(RunFault) -> LabelledTable? {
    let scale = try format.settings.read(CSVFormat.scale)?.real ?? 1
    var reader: CSVReader
    let columns: LabelledColumns
    var labels: ClassLabels
    do throws(DataFault) {
      let plain = try DatasetBytes.plain(bytes)
      faults.add(CSVReader.faults(of: plain))
      reader = CSVReader(plain)
      columns = try LabelledColumns(&reader, format.settings)
      labels = try ClassLabels(format.settings, classes: classes)
    } catch {
      faults.add(error)
      return nil
    }
    var table = LabelledTable(columns: columns.features.count)
    while true {
      do throws(DataFault) {
        guard try reader.next() else { break }
        table.add(reader, columns, &labels, scale: scale, &faults)
      } catch {
        faults.add(error)
      }
    }
    table.labels = labels.numbered(table.labels)
    return table
  }

  private mutating func add(
    _ reader: CSVReader, _ columns: LabelledColumns, _ classes: inout ClassLabels, scale: Double, _ faults: inout DataFaults
  ) {
    var found: [DataFault] = []
    do throws(DataFault) { labels.append(try classes.number(reader, reader.fields[columns.label])) } catch { found.append(error) }
    for index in columns.features {
      do throws(DataFault) {
        features.append(try LabelledTable.feature(reader, reader.fields[index], scale: scale))
      } catch {
        found.append(error)
      }
    }
    for fault in found.sorted(by: { ($0.place?.column ?? 0) < ($1.place?.column ?? 0) }) { faults.add(fault) }
  }

  private init(columns: Int) { self.columns = columns }

  private static func feature(_ reader: CSVReader, _ field: CSVReader.Field, scale: Double) throws(DataFault) -> Float {
    guard let value = DecimalField.number(reader.bytes[field.range]) else {
      throw reader.fault(
        field, "expected a number, found `\(reader.text(field).prefix(40))`",
        help: "features are decimal numbers; fill in what is missing, and leave out columns of words with `columns`")
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
