import Foundation
import Record
import TestSupport
import Testing

@Suite struct `The schema of bundles` {
  /// The generated files: what the program says now.
  static func files() throws -> [(path: String, text: String)] {
    let schema = try BundleSchema()
    return [("schema/bundle-1.json", schema.text), ("docs/bundle-records.md", RecordsPage(schema: schema).text)]
  }

  @Test func `and the page about records are what the records themselves say`() throws {
    for (path, text) in try Self.files() {
      if Repository.updates { try Data(text.utf8).write(to: URL(filePath: Repository.path(path))) }
      #expect(try Repository.text(of: Repository.path(path)) == text, "\(path) is not up to date: UPDATE=1 rewrites it")
    }
  }

  @Test func `has a sentence for every field`() throws {
    let schema = try BundleSchema()
    for (name, definition) in schema.definitions where definition["oneOf"] == nil {
      for member in definition["properties"]?.object?.members ?? [] {
        let field = "\(schema.typeName(of: name)).\(member.name)"
        #expect(schema.comments.summaries[field] != nil, "\(field) has no comment in the sources")
      }
    }
  }

  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason))
  func `takes every record that is made, and no other shape`() throws {
    let folder = try TemporaryFolder()
    var lines: [String] = []
    for (name, record) in try Example.records() {
      let value = try #require(String(data: Data(record.canonicalBytes()), encoding: .utf8))
      lines.append(#"{"definition":"\#(name)","value":\#(value)}"#)
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "records.jsonl")
    let checked = try OutsidePython.run("check_schema.py", [Repository.path("schema/bundle-1.json"), folder.path("records.jsonl")])
    #expect(checked.status == 0, "\(checked.output)\(checked.talk)")
    #expect(checked.output.contains("records are taken"), "\(checked.output)")
  }
}

extension Example {
  /// The example of every record, and plans in which every alternative of every choice stands once.
  static func records() throws -> [(String, any Record)] {
    var records = try BundleSchema.kinds().map { ($0.name, $0.example) }
    for work in try works() {
      var plan = try plan()
      plan.nodes = [try node("other", work, metrics: metrics)]
      plan.weighting = nil
      plan.title = nil
      records.append(("plan", plan))
    }
    for mean in Weighting.Mean.allCases {
      var plan = try plan()
      plan.weighting?.mean = mean
      records.append(("plan", plan))
    }
    for status in TrialStatus.allCases {
      var line = try trialLine()
      (line.status, line.reason, line.host, line.items) = (status, nil, nil, nil)
      records.append(("trial", line))
    }
    for outcome in ItemOutcome.allCases { records.append(("item", ItemRecord(position: 0, outcome: outcome))) }
    return records
  }

  static let metrics = [
    throughput, latency, accuracy,
    Metric(
      name: "rate", dimension: .rate, direction: .higher, origin: .measurement, derivation: .amount(of: "tokens", per: "time"),
      selection: .p90,
      requires: "reached"),
  ]

  static func works() throws -> [Work] {
    let network = TrainWork.Convolutional(
      image: [8, 8, 1], convolutions: [TrainWork.Convolutional.Convolution(channels: 4, kernel: 3)], dense: [10])
    let models: [TrainWork.Model] = [.cnn(network), .gpt(TrainWork.Transformer(layers: 2, width: 32, heads: 4, context: 64))]
    let schedules: [TrainWork.Schedule] = [
      .step(every: 10, factor: try number(1, 2)), .cosine(steps: 100, warmup: 10, final: try number(1, 10)),
    ]
    let trainings = zip(models, schedules).map { model, schedule in
      TrainWork(
        model: model, batch: 8, microBatch: 4, optimizer: .sgd(TrainWork.Optimizer.SGD(lr: Rational(1), momentum: Rational(0))),
        schedule: schedule, dropout: Rational(0), dataset: "digits", stop: nil, steps: 100, checkpoints: 10, revisions: [:])
    }
    let inference = InferWork(model: "training", dataset: "digits", scenario: .offline(queries: 64, batch: 8), revisions: [:])
    let loads = try [LoadWork.Server.program("tool"), .subject(try asking())].map { server in
      LoadWork(server: server, dataset: nil, scenario: .highestRate(precision: try number(1, 20), windows: 8), queries: 10)
    }
    return trainings.map(Work.train) + [.infer(inference)] + loads.map(Work.load)
  }
}
