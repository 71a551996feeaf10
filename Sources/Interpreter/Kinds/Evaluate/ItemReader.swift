internal import Record
internal import Text

/// The items of a dataset: one record after another, read as its format declares; fields that it does not name are kept and mean nothing.
///
/// A check, a run and a verification all read here. Items are read one at a time, as often as they are wanted, so that only the file's
/// bytes stand in memory.
struct ItemReader {
  /// How messages call the dataset.
  let name: String
  let mapping: ItemMapping
  /// As the format reads them: unpacked.
  let bytes: [UInt8]
  private let format: String
  /// What items are drawn from, where they are.
  private let templates: TemplateItems?

  static let itemLimit = 10_000_000

  /// Reads items in a format.
  ///
  /// - Parameters:
  ///   - bytes: Of the file as it lies there, packed or not.
  ///   - seed: Of the plan, which drawn items follow from.
  init(_ bytes: [UInt8], format: InputPlan.Format, name: String, seed: Seed) throws(RunFault) {
    let plain: [UInt8]
    do throws(DataFault) { plain = try DatasetBytes.plain(bytes) } catch { throw ItemReader.located(error, in: name) }
    try self.init(plain: plain, format: format, name: name, seed: seed)
  }

  /// The same of bytes that are unpacked.
  init(plain bytes: [UInt8], format: InputPlan.Format, name: String, seed: Seed) throws(RunFault) {
    var faults = DataFaults()
    try self.init(plain: bytes, format: format, name: name, seed: seed, &faults)
  }

  /// The same, with everything that is wrong with the document of drawn items.
  init(plain bytes: [UInt8], format: InputPlan.Format, name: String, seed: Seed, _ faults: inout DataFaults) throws(RunFault) {
    self.name = name
    self.format = format.word
    self.bytes = bytes
    mapping = try ItemMapping(format, of: name)
    templates = format.word == TemplateFormat.word ? try TemplateItems(bytes, format.settings, seed, &faults) : nil
  }

  /// The formats that hold items.
  static let formats = [JSONLinesFormat.word, CSVFormat.word, InlineFormat.word, TemplateFormat.word]

  /// Refuses a dataset that holds no items.
  static func format(of input: InputPlan?, _ name: String) throws(RunFault) -> InputPlan.Format {
    guard let format = input?.format, formats.contains(format.word) else {
      throw RunFault(
        .noItems, "dataset \(quoted(name)) is not declared as \(listed(formats, joining: "or"))", help: "give it `format: { jsonl: … }`")
    }
    return format
  }

  /// The records of the file, from the first on.
  func rows() throws(DataFault) -> ItemRows {
    if let templates { return .generated(try templates.rows()) }
    return try ItemRows(bytes, format: format)
  }

  /// What the file seems to be, where it cannot be what is declared.
  var wholeFaults: DataFaults {
    if format == CSVFormat.word { return CSVReader.faults(of: bytes) }
    var faults = DataFaults()
    guard templates == nil else { return faults }
    if let foreign = ForeignFormat.fault(bytes, declared: "JSON Lines") { faults.add(foreign) }
    return faults
  }

  /// A place before the first item.
  func cursor() -> Cursor { Cursor(self) }

  /// A place in the file, and the item behind it.
  struct Cursor {
    private let reader: ItemReader
    private var rows: Result<ItemRows, DataFault>
    private var position = 0

    fileprivate init(_ reader: ItemReader) {
      self.reader = reader
      do throws(DataFault) { rows = .success(try reader.rows()) } catch { rows = .failure(error) }
    }

    /// The next item, or `nil` at the end of the file.
    mutating func next() throws(RunFault) -> EvaluationItem? {
      do throws(DataFault) {
        var rows = try self.rows.get()
        defer { self.rows = .success(rows) }
        guard let row = try rows.next() else { return nil }
        let item = try reader.mapping.item(row, position: position)
        position += 1
        return item
      } catch {
        throw reader.located(error)
      }
    }
  }

  /// A fault of the dataset as a fault of the trial that reads it.
  func located(_ fault: DataFault) -> RunFault { ItemReader.located(fault, in: name) }

  private static func located(_ fault: DataFault, in name: String) -> RunFault {
    guard let place = fault.place else { return RunFault(fault.code, "dataset \(quoted(name)): \(fault.message)", help: fault.help) }
    let line = "\(place.line)" + (place.column.map { ":\($0)" } ?? "")
    return RunFault(fault.code, "dataset \(quoted(name)), line \(line): \(fault.message)", help: fault.help)
  }
}
