internal import Attest
internal import ItemGeneration
internal import Record
internal import Spec
internal import Text

/// A document of templates with everything that its items follow from.
struct TemplateItems {
  private let document: TemplateDocument
  private let language: ItemLanguage
  private let count: Int
  private let fresh: ItemStreams
  private let published: ItemStreams?
  private let bytes: [UInt8]

  /// - Parameters:
  ///   - bytes: Of the document, unpacked.
  ///   - seed: Of the plan, with its pulse where there is one.
  init(_ bytes: [UInt8], _ settings: Settings, _ seed: Seed, _ faults: inout DataFaults) throws(RunFault) {
    let digest = SHA256.digest(of: bytes)
    count = try settings.read(TemplateFormat.count)
    language = ItemLanguage(rawValue: try settings.read(TemplateFormat.language)) ?? .en
    self.bytes = bytes
    let commitment = try settings.read(TemplateFormat.commitment)
    func streams(_ fixed: Int?) throws(RunFault) -> ItemStreams {
      let source = ItemSource(
        template: digest, commitment: commitment, seed: fixed.map { U64(UInt64($0)) } ?? seed.root, pulse: fixed == nil ? seed.pulse : nil)
      guard let streams = ItemStreams(digest: SHA256.digest(of: source.keyText).bytes) else { throw RunFault(.invalidPlan, "no key") }
      return streams
    }
    fresh = try streams(try settings.read(TemplateFormat.seed))
    published = if let fixed = try settings.read(TemplateFormat.published) { try streams(fixed) } else { nil }
    let (document, diagnostics) = TemplateDocument.read(SourceFile(name: "the template", bytes: bytes, digest: digest))
    for diagnostic in diagnostics where diagnostic.severity == .error { faults.add(TemplateItems.fault(diagnostic)) }
    guard let document else {
      throw RunFault(.badTemplate, diagnostics.first?.headline ?? "it holds no template", help: TemplateItems.help)
    }
    guard document.languages.contains(language) else {
      throw RunFault(
        .badTemplate, "its templates are not worded in `\(language.rawValue)`",
        help: "they are in \(listed(document.languages.map(\.rawValue)))")
    }
    guard published != fresh else {
      throw RunFault(
        .badTemplate, "`published` is the seed of the fresh items too, so that both arms would be the same",
        help: "give the plan another seed, or a beacon")
    }
    self.document = document
  }

  private static let help = "`etalon template check FILE` says more"

  private static func fault(_ diagnostic: Diagnostic) -> DataFault {
    let start = diagnostic.primary.span.start
    return DataFault(
      .badTemplate, diagnostic.headline, help: diagnostic.help,
      at: DataFault.Place(diagnostic.primary.span.range, line: start.line, column: start.scalar))
  }

  /// The records, from the first on.
  func rows() throws(DataFault) -> TemplateRows {
    guard let published else { return try TemplateRows(count, document.templates.count, fresh: stream(fresh), published: nil, bytes) }
    let own = try stream(published)
    var all = own
    // What is fresh must not be published, also where the published one comes later.
    let rounds = (count + document.templates.count - 1) / document.templates.count
    for _ in 0..<((rounds + 2) / 3 * document.templates.count) {
      do throws(ExpansionFault) { _ = try all.next() } catch { throw TemplateRows.fault(error, bytes) }
    }
    return TemplateRows(count, document.templates.count, fresh: try stream(fresh, apart: all.marks), published: own, bytes)
  }

  private func stream(_ streams: ItemStreams, apart: Set<UInt64> = []) throws(DataFault) -> ItemStream {
    guard let stream = ItemStream(document, language, streams, apart: apart) else { throw DataFault(.badTemplate, "it holds no template") }
    return stream
  }
}

/// The records that templates give, one after another.
struct TemplateRows {
  private let count: Int
  private let templates: Int
  private var fresh: ItemStream
  private var published: ItemStream?
  private let bytes: [UInt8]
  private var position = 0

  fileprivate init(_ count: Int, _ templates: Int, fresh: ItemStream, published: ItemStream?, _ bytes: [UInt8]) {
    (self.count, self.templates, self.fresh, self.published, self.bytes) = (count, templates, fresh, published, bytes)
  }

  mutating func next() throws(DataFault) -> ItemRow? {
    guard position < count else { return nil }
    let round = position / templates
    position += 1
    do throws(ExpansionFault) {
      return ItemRow(fields: try item(round).fields, place: ItemPlace(noun: "item", range: 0..<0, line: position))
    } catch {
      // Nothing comes behind it: whoever goes on would draw for ever.
      position = count
      throw TemplateRows.fault(error, bytes)
    }
  }

  private mutating func item(_ round: Int) throws(ExpansionFault) -> GeneratedItem {
    guard published != nil else { return try fresh.next() }
    // In place: a copy of the stream would copy the marks of all items so far.
    if round % 3 == 0, let item = try published?.next() { return item.inArm("published") }
    return try fresh.next().inArm(round % 3 == 1 ? "fresh" : "fresh-again")
  }

  fileprivate static func fault(_ fault: ExpansionFault, _ bytes: [UInt8]) -> DataFault {
    let place = fault.range.map { range in
      DataFault.Place(range, line: bytes[..<min(range.lowerBound, bytes.count)].count { $0 == 0x0A } + 1)
    }
    return DataFault(.badTemplate, fault.message, help: "`etalon explain \(fault.problem)` says more", at: place)
  }
}
