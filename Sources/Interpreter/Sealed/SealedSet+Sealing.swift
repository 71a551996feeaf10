public import Attest
internal import Glibc
public import Record
public import Sealing
internal import Text

extension SealedSet {
  /// What is sealed, and for whom.
  public struct Order: Sendable {
    /// The file of items, JSON Lines or CSV, packed or not.
    public var file: String
    /// The field that names an item.
    public var idField: String
    public var name: String
    public var holders: [SetSealing.Holder]
    /// Sealed sets whose opened items are left out.
    public var without: [SealedSet]

    public init(file: String, idField: String = "id", name: String, holders: [SetSealing.Holder], without: [SealedSet] = []) {
      (self.file, self.idField, self.name, self.holders, self.without) = (file, idField, name, holders, without)
    }
  }

  /// Seals a set into a folder that is not there yet.
  ///
  /// Complexity: O(bytes) for each copy, and memory for the digests of the fields.
  /// - Throws: `seal-exists`, `seal-items`, `seal-holder`, `age-recipient`, what the files suffer from.
  public static func seal(_ order: Order, to path: String, at time: Timestamp? = nil) throws(AttestFault) -> SealedSet {
    guard !Files.exists(path) else {
      throw AttestFault("seal-exists", "`\(path)` is there already", help: "name a new folder: a sealed set is never changed")
    }
    for holder in order.holders where !isName(holder.name) {
      throw AttestFault("seal-holder", "\(quoted(holder.name)) cannot name a holder", help: "use letters, digits, `-` and `_`")
    }
    let parent = parentFolder(of: path)
    try makeFolders(parent)
    let aside = try Aside(in: parent)
    let commitment = try write(order, into: aside.path, at: time ?? Bench.system.now())
    guard unsafe rename(aside.path, path) == 0 else { throw SystemError.last.fault("write", path) }
    let set = try SealedSet(path)
    try set.note(AccessLog.Entry(.sealed, at: commitment.sealed, by: "owner"))
    return set
  }

  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x5F
      }
  }

  private static func write(_ order: Order, into folder: String, at time: Timestamp) throws(AttestFault) -> SealCommitment {
    try makeFolders("\(folder)/\(copiesName)")
    var files: [NewFile] = []
    for holder in order.holders { files.append(try NewFile("\(folder)/\(copiesName)/\(holder.name).age")) }
    files.append(try NewFile("\(folder)/\(indexName)"))
    let written = files
    var sealing = try SetSealing(for: order.holders) { (copy, bytes) throws(AttestFault) in try written[copy].write(bytes) }
    try add(order, to: &sealing)
    let (commitment, tree) = try sealing.finish(name: order.name, sealed: time)
    for file in files { try file.finish() }
    try writeNewFile("\(folder)/\(treeName)", tree)
    try writeNewFile("\(folder)/\(commitmentName)", commitment.bytes)
    return commitment
  }

  /// Reads the items and seals one after another.
  private static func add(_ order: Order, to sealing: inout SetSealing) throws(AttestFault) {
    let opened = try openedIDs(order.without)
    let packed = try readFile(order.file, limit: DatasetBytes.limit)
    var (ids, number): (Set<String>, Int) = ([], 0)
    do throws(DataFault) {
      let bytes = try DatasetBytes.plain(packed)
      let isTable = order.file.hasSuffix(".csv") || order.file.hasSuffix(".csv.gz")
      var rows = try ItemRows(bytes, format: isTable ? CSVFormat.word : JSONLinesFormat.word)
      while let row = try rows.next() {
        number += 1
        let id = row.fields[order.idField].flatMap(idText) ?? "\(number)"
        if opened.contains(id) { continue }
        guard ids.insert(id).inserted else {
          throw row.place.fault("has an id that another item has too", help: "give each item an id of its own")
        }
        for name in ["_sd", "..."] where row.fields[name] != nil {
          throw row.place.fault(
            "has a field `\(name)`, a name that salted digests need for themselves", help: "give the field another name")
        }
        do { try sealing.add(id: id, row.fields) } catch { throw DataFault(.badItems, error.message, help: error.help) }
      }
    } catch {
      let line = error.place.map { ", line \($0.line)" } ?? ""
      throw AttestFault("seal-items", "`\(order.file)`\(line): \(error.message)", help: error.help)
    }
    guard !ids.isEmpty else {
      throw AttestFault(
        "seal-items", "`\(order.file)` has no item to seal", help: "it needs a JSON object a line, or a table with a header")
    }
  }

  /// An id is a text or a number.
  static func idText(_ value: JSON) -> String? {
    switch value {
    case .string(let text): text
    case .number: value.canonicalText
    default: nil
    }
  }

  private static func openedIDs(_ sets: [SealedSet]) throws(AttestFault) -> Set<String> {
    var ids: Set<String> = []
    for set in sets { for item in try set.openedItems() { ids.insert(item.id) } }
    return ids
  }
}
