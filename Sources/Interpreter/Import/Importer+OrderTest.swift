internal import Record
internal import Text

extension Importer {
  /// A published file as it is: its lines in their order, some of them in each shard.
  static let orderTest = Importer(
    word: "order-test",
    summary: "A published file as it is, line by line (JSON Lines, or CSV with a header): shards for the scorer `order-test`.",
    endings: [".jsonl", ".jsonl.gz", ".csv", ".txt"]
  ) { source throws(ImportFault) in
    guard let text = String(validating: try source.plain(), as: UTF8.self) else {
      throw ImportFault("\(source.name) is not UTF-8", help: "`file \(source.name)` says what it is")
    }
    let all = text.split(whereSeparator: \.isNewline).map(String.init)
    // The header stands first in every order.
    let lines = source.name.lowercased().hasSuffix(".csv") ? Array(all.dropFirst()) : all
    let shards = stride(from: 0, to: lines.count, by: shardLines).map { Array(lines[$0..<min($0 + shardLines, lines.count)]) }
    let name = source.name.split(separator: "/").last.map(String.init) ?? source.name
    let records = shards.filter { $0.count > 1 }.enumerated().map { index, shard in
      JSON.record([("id", .string("shard-\(index)")), ("input", .string(name)), ("shard", .texts(shard))])
    }
    var task = ImportedTask(
      "\(source.stem)-order", title: "Whether \(name) was trained on: its published order", records: records, fields: [])
    task.endpoint = "{ url: \"http://127.0.0.1:8080/v1\", model: default, api: completions }"
    task.asking = [
      ("prompt", ImportedTask.yaml("{input}")), ("scorer", "{ order-test: { separator: \(ImportedTask.yaml("\n")) } }"),
      ("generation", "{ max-tokens: 1, temperature: 0 }"),
    ]
    task.notes = [
      "each shard has \(shardLines) lines, and costs 25 requests; a file that was sorted or shuffled after it was published shows nothing"
    ]
    return task
  }

  private static let shardLines = 10
}
