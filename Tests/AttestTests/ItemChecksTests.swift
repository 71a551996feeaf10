import Record
import TestSupport
import Testing

@testable import Attest

@Suite struct ItemChecksTests {
  private func transcript(_ exchange: Exchange, _ response: String = "yes") -> Transcript {
    Transcript(exchange: exchange, request: [:], status: 200, response: response)
  }

  private func file(_ records: [some Record]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for record in records { bytes += try record.canonicalBytes() + [0x0A] }
    return bytes
  }

  /// A record that vouches for the transcripts of its item.
  private func item(_ position: Int, of transcripts: [Transcript]) throws -> ItemRecord {
    let own = transcripts.filter { $0.exchange.item == position }
    return ItemRecord(
      position: position, outcome: .answer, scores: ["accuracy": Rational(1)],
      transcript: own.isEmpty ? nil : SHA256.digest(of: try file(own)))
  }

  private var transcripts: [Transcript] {
    [Exchange.probe(0), .probe(1), .item(0), .item(1), .query(item: 1, number: 0), .query(item: 1, number: 1), .item(2)].map {
      transcript($0)
    }
  }

  /// What the check says about a trial with these files.
  private func findings(_ items: [UInt8]?, _ transcripts: [UInt8]?, status: TrialStatus = .ok, naming other: Digest? = nil) throws
    -> [Finding]
  {
    let bundle = try BundleFixture()
    var records = try #require(try bundle.reading.records)
    records.trials[0].status = status
    if let items {
      records.trials[0].items = SHA256.digest(of: items)
      let name = other ?? SHA256.digest(of: items)
      records.results.trials[0].values.append(ResultValue("items", .replayed, .digest(name)))
      try bundle.folder.write(items, to: "bundle/data/items/\(SHA256.digest(of: items).hex)")
    }
    if let transcripts {
      records.trials[0].transcripts = SHA256.digest(of: transcripts)
      try bundle.folder.write(transcripts, to: "bundle/data/transcripts/\(SHA256.digest(of: transcripts).hex)")
    }
    return ItemChecks(records: records, folder: try BundleFolder(path: bundle.path)).findings
  }

  private func findings(_ transcripts: [Transcript], _ change: (inout [ItemRecord]) -> Void = { _ in }) throws -> [Finding] {
    var items = try (0..<3).map { try item($0, of: self.transcripts) }
    change(&items)
    return try findings(try file(items), try file(transcripts))
  }

  @Test func `items that name the lines of their transcripts are right`() throws {
    #expect(try findings(transcripts).isEmpty)
  }

  @Test func `a trial that asked nobody and has no items is right`() throws {
    #expect(try findings(nil, nil).isEmpty)
  }

  @Test func `items without transcripts are right where nothing was asked`() throws {
    #expect(try findings(try file((0..<3).map { try item($0, of: []) }), nil).isEmpty)
  }

  @Test func `transcripts of a trial that did not finish need no items`() throws {
    #expect(try findings(nil, try file(transcripts), status: .failed).isEmpty)
  }

  @Test func `transcripts of a finished trial need items`() throws {
    #expect(try findings(nil, try file(transcripts)).map(\.code) == ["transcript-differs"])
  }

  @Test(arguments: 2..<7) func `a line that is gone is told`(line: Int) throws {
    var lines = transcripts
    lines.remove(at: line)
    let found = try findings(lines)
    #expect(found.map(\.code) == ["transcript-differs"], "\(found)")
  }

  @Test(arguments: [Exchange.query(item: 0, number: 0), .query(item: 1, number: 7), .query(item: 2, number: 0), .item(3)])
  func `a line that no item names is told`(exchange: Exchange) throws {
    let found = try findings((transcripts + [transcript(exchange)]).sorted { $0.exchange < $1.exchange })
    #expect(found.map(\.code) == ["transcript-differs"], "\(found)")
  }

  @Test func `a line with another answer is told at its item, with both digests`() throws {
    var lines = transcripts
    lines[4].response = "no"
    let found = try #require(try findings(lines).first)
    #expect(found.code == "transcript-differs" && found.path.hasPrefix("data/items/") && found.path.hasSuffix(":2"))
    #expect(found.expected != nil && found.found != nil)
  }

  @Test(arguments: [(3, 4), (0, 1), (1, 2), (4, 5)]) func `lines in another order are told`(left: Int, right: Int) throws {
    var lines = transcripts
    lines.swapAt(left, right)
    let found = try findings(lines)
    #expect(found.map(\.code) == ["transcript-malformed"] && found[0].message.contains("does not come after"), "\(found)")
  }

  @Test func `a line that is no record is told with its number`() throws {
    var bytes = try file(transcripts)
    bytes += Array("{}\n".utf8)
    let found = try findings(try file((0..<3).map { try item($0, of: transcripts) }), bytes)
    #expect(found.map(\.code) == ["transcript-malformed"] && found[0].path.hasSuffix(":8"), "\(found)")
  }

  @Test(arguments: ["a place that is not its own", "a reason beside scores", "scores without an answer", "a line too few"])
  func `an item record that cannot be is told`(forgery: String) throws {
    let found = try findings(transcripts) { items in
      switch forgery {
      case "a place that is not its own": items[1].position = 2
      case "a reason beside scores": items[1].reason = "it was hard"
      case "scores without an answer": (items[1].outcome, items[1].reason) = (.error, "HTTP 500")
      default: items.removeLast()
      }
    }
    #expect(found.map(\.code) == [forgery == "a line too few" ? "transcript-differs" : "item-malformed"], "\(found)")
  }

  @Test func `item records that are not the result's are told before they are read`() throws {
    let items = try file([try item(0, of: [])])
    #expect(try findings(items, nil, naming: SHA256.digest(of: [])).map(\.code) == ["items-differ"])
  }

  @Test func `records end where the reader wants no more`() throws {
    let bundle = try BundleFixture()
    var trial = try #require(try bundle.reading.records).trials[0]
    let items = try file((0..<3).map { try item($0, of: []) })
    trial.items = SHA256.digest(of: items)
    try bundle.folder.write(items, to: "bundle/data/items/\(SHA256.digest(of: items).hex)")
    let folder = try BundleFolder(path: bundle.path)
    var positions: [Int] = []
    #expect(
      !folder.forEachItem(of: trial) { record in
        positions.append(record.position)
        return record.position < 1
      })
    #expect(positions == [0, 1])
    #expect(folder.forEachItem(of: trial) { _ in true })
    trial.items = nil
    #expect(!folder.forEachItem(of: trial) { _ in true })
  }
}
