internal import Record
internal import Text

// Everything that is wrong with a dataset of items, found before anything is asked.
extension ItemReader {
  /// Reads the whole file once and counts its items.
  ///
  /// - Throws: The first problem, with its line.
  func checkedCount() throws(RunFault) -> Int {
    var faults = DataFaults()
    let count = look(&faults)
    if let first = faults.listed.first { throw located(first) }
    return count
  }

  /// How many items there are in a dataset that was found sound: lines are counted and not read.
  func count() throws(RunFault) -> Int {
    guard case .lines? = try? rows() else { return try checkedCount() }
    var (lines, count) = (ItemLines(bytes), 0)
    while lines.next() != nil { count += 1 }
    return count
  }

  /// Reads the whole file and tells everything that is wrong with it.
  ///
  /// - Returns: How many items there are.
  /// Complexity: O(n log n), with 8 bytes for each item beside the file; a second reading where ids stand twice.
  func look(_ faults: inout DataFaults) -> Int {
    let whole = wholeFaults
    faults.add(whole)
    guard whole.isEmpty else { return 0 }
    var look = ItemLook(self, suspects: [])
    let suspects = look.repeatedIDs
    if !suspects.isEmpty { look = ItemLook(self, suspects: suspects) }
    faults.add(look.faults)
    return look.count
  }

  /// Everything that is wrong with a dataset that an evaluation asks.
  ///
  /// Complexity: O(n log n).
  static func faults(of bytes: [UInt8], as input: InputPlan, _ seed: Seed) -> DataFaults {
    var faults = DataFaults()
    let plain: [UInt8]
    do throws(DataFault) { plain = try DatasetBytes.plain(bytes) } catch {
      faults.add(error)
      return faults
    }
    do throws(RunFault) {
      _ = try ItemReader(plain: plain, format: try format(of: input, input.id), name: input.id, seed: seed, &faults).look(&faults)
    } catch {
      if faults.isEmpty { faults.add(DataFault(error)) }
    }
    return faults
  }
}

/// One reading of a whole dataset.
private struct ItemLook {
  private(set) var faults = DataFaults()
  /// How many items there are.
  private(set) var count = 0
  /// The hashes of all ids: a table of the ids themselves would outgrow the file.
  private var hashes: [Int] = []
  /// The places of the ids whose hashes are suspect.
  private var places: [String: Int] = [:]

  /// The fields of parts and clusters that no item has so far, and what the first item has instead.
  private var unseen: [(role: String, path: FieldPath)] = []
  private var firstNames: [String] = []

  /// - Parameter suspects: Hashes of ids that are compared in full.
  init(_ reader: ItemReader, suspects: Set<Int>) {
    let mapping = reader.mapping
    unseen = [("category", mapping.category), ("cluster", mapping.cluster)].compactMap { role, path in path.map { (role, $0) } }
    do throws(DataFault) {
      var rows = try reader.rows()
      while count <= ItemReader.itemLimit, try take(&rows, reader, suspects) {}
    } catch { faults.add(error) }
    if count == 0, faults.isEmpty {
      faults.add(DataFault(.badItems, "the dataset has no items", help: "it needs a record for each question"))
    }
    if count > 0 { for (role, path) in unseen { faults.add(unseenFault(role, path)) } }
  }

  /// Takes the next record; false behind the last.
  private mutating func take(_ rows: inout ItemRows, _ reader: ItemReader, _ suspects: Set<Int>) throws(DataFault) -> Bool {
    do throws(DataFault) {
      guard let row = try rows.next() else { return false }
      try take(row, reader, suspects)
    } catch { faults.add(error) }
    return true
  }

  private mutating func take(_ row: ItemRow, _ reader: ItemReader, _ suspects: Set<Int>) throws(DataFault) {
    let item = try reader.mapping.item(row, position: count)
    count += 1
    if count == 1 { firstNames = row.fields.members.map(\.name) }
    if !unseen.isEmpty {
      let record = JSON.object(row.fields)
      unseen.removeAll { $0.path.value(in: record) != nil }
    }
    if let id = item.id {
      let hash = id.hashValue
      hashes.append(hash)
      if suspects.contains(hash), let first = places.updateValue(row.place.line, forKey: id) {
        throw row.place.fault("has the id \(quoted(id)) of \(row.place.noun) \(first)", help: "give every item an id of its own")
      }
    }
    if count == ItemReader.itemLimit + 1 { throw row.place.fault("is one too many", help: "at most \(ItemReader.itemLimit) items") }
  }

  /// That a field which the format declares is in no item.
  private func unseenFault(_ role: String, _ path: FieldPath) -> DataFault {
    let guess = didYouMean(path.description, among: firstNames).map { "did you mean `\(printable($0))`? " } ?? ""
    return DataFault(
      .badItems, "no item has the field \(quoted("\(path)")) that the format declares as `\(role)`",
      help: guess + "the first item has \(listed(firstNames))")
  }

  /// The hashes that stand more than once.
  var repeatedIDs: Set<Int> {
    let sorted = hashes.sorted()
    return Set(zip(sorted, sorted.dropFirst()).lazy.filter { $0 == $1 }.map(\.0))
  }
}
