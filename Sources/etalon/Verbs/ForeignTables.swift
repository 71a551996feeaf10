internal import Interpreter
internal import Ranking
internal import Text

/// The tables that `--table` names, as one.
struct ForeignTables {
  private(set) var table = LeafTable()
  /// What could not be taken over.
  private(set) var obstacles: [Ranking.Obstacle] = []

  init(_ paths: [String]) throws(Failure) {
    for path in paths {
      let bytes = try orFail(.usage) { try Files.read(path, limit: 64 << 20) }
      let read: ForeignTable
      do throws(ImportFault) { read = try ForeignTable(path, bytes) } catch {
        throw Failure(.usage, "import", error.message, help: error.help)
      }
      table.systems += read.table.systems
      obstacles += read.notes.map { Ranking.Obstacle(code: .missing, systems: [], reason: $0, isRefusal: false) }
    }
  }
}
