internal import Record
internal import Text

// What several importers read alike.
extension ImportSource {
  /// The objects of JSON Lines, each with its place.
  func objects() throws(ImportFault) -> [(fields: JSON.Object, place: ItemPlace)] { try ImportSource.objects(of: bytes, name) }

  static func objects(of bytes: [UInt8], _ name: String) throws(ImportFault) -> [(fields: JSON.Object, place: ItemPlace)] {
    do throws(DataFault) {
      let plain = try DatasetBytes.plain(bytes)
      if let foreign = ForeignFormat.fault(plain, declared: "JSON Lines") { throw foreign }
      var rows = JSONLineRows(plain, noun: "line")
      var objects: [(fields: JSON.Object, place: ItemPlace)] = []
      while let row = try rows.next() { objects.append((row.fields, row.place)) }
      return objects
    } catch { throw ImportFault(error, in: name) }
  }

  /// The rows of CSV, each as texts, the header among them.
  static func table(of bytes: [UInt8], _ name: String) throws(ImportFault) -> [(cells: [String], line: Int)] {
    do throws(DataFault) {
      let plain = try DatasetBytes.plain(bytes)
      if let fault = CSVReader.faults(of: plain).listed.first { throw fault }
      var reader = CSVReader(plain)
      var rows: [(cells: [String], line: Int)] = []
      while try reader.next() { rows.append((reader.fields.map { reader.text($0) }, reader.fields.first?.line ?? 1)) }
      return rows
    } catch { throw ImportFault(error, in: name) }
  }

  /// A fault of one record.
  func fault(_ place: ItemPlace, _ what: String, help: String? = nil) -> ImportFault {
    ImportFault(place.fault(what, help: help), in: name)
  }

  /// A whole file of JSON.
  func json() throws(ImportFault) -> JSON {
    let plain = try plain()
    do {
      return try JSON(parsing: plain, limits: JSON.Limits(depth: 32, keepsDigits: true))
    } catch {
      let line = plain.prefix(error.offset).count { $0 == 0x0A } + 1
      throw ImportFault("\(name):\(line): not JSON: \(error.reason)", help: ForeignFormat.seems(plain).map { "it seems to be \($0.name)" })
    }
  }
}

extension JSON {
  /// An object whose members come in any order.
  static func record(_ members: [(String, JSON?)]) -> JSON.Object {
    JSON.Object(members.compactMap { name, value in value.map { JSON.Object.Member(name, $0) } })
  }

  /// A list of texts.
  static func texts(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
}
