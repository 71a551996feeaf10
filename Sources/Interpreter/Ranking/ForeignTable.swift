public import Ranking
internal import Record
internal import Text

/// A table of results that somebody else published, as leaves that are marked `not verified`.
///
/// The form is told by the file itself: MLPerf's results table, IO500's list, or a record of Every Eval Ever.
public struct ForeignTable: Sendable {
  /// The systems.
  public var table: LeafTable
  /// What could not be taken over, each in a clause.
  public var notes: [String]

  /// Reads a table.
  ///
  /// - Parameter name: The path, for messages and for where the numbers come from.
  public init(_ name: String, _ bytes: [UInt8]) throws(ImportFault) {
    let source = ImportSource(name: name, bytes: bytes)
    if bytes.first(where: { !(0x09...0x20).contains($0) }) == UInt8(ascii: "{") {
      self = try ForeignTable(everyEvalEver: try source.json(), name)
      return
    }
    var rows = try ImportSource.table(of: bytes, name)
    let header = rows.isEmpty ? [] : rows.removeFirst().cells
    let records = rows.map { row in (Dictionary(zip(header, row.cells)) { first, _ in first }, row.line) }
    if header.contains("io500_score") {
      self.init(io500: records.map(\.0), name)
    } else if header.contains("MlperfModel"), header.contains("Scenario") {
      self.init(mlperf: records, name)
    } else {
      throw ImportFault(
        "\(name):1: this is no table that is known",
        help: "known are MLPerf's results table, IO500's list, and a JSON record of Every Eval Ever")
    }
    guard !table.systems.isEmpty else { throw ImportFault("\(name): the table has no results") }
  }

  init(_ systems: [LeafTable.System], notes: [String] = []) { (table, self.notes) = (LeafTable(systems), notes) }
}

/// The last part of a path, by which a source is named.
func baseName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
