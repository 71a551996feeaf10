import Attest
import Record
import Score
import TestSupport

@testable import Interpreter

/// An evaluation of a few items against an address, with everything around it in memory.
struct EvaluationFixture {
  var url: String
  var questions = (0..<6).map { #"{"q": "word\#($0)", "a": "WORD\#($0)"}"# }
  var format = EvaluationFixture.format()
  var prompt = "{input}"
  var system: String?
  var normalize = false
  var maxTokens = 16
  var temperature = Rational(0)
  var items: Int?
  var concurrency = 1
  var credential: String?
  var errors = ErrorPolicy.stop
  var delivery = Delivery()
  /// Changes the endpoint before it goes into the plan.
  var adapt: (inout EndpointSubject) -> Void = { _ in }
  var spending = Spending()
  var timeLimit: U64?
  var network = ["127.0.0.1"]
  var purpose = TrialContext.Purpose.run
  var recorded: [Exchange: Transcript] = [:]
  var scorer = EvaluateWork.Entry(name: "exact-match", revision: 1, settings: Settings())
  var extraction = [EvaluateWork.Entry.whole]
  var scorers = Scorer.all
  var bench = Bench.system
  /// Further subjects of the plan.
  var judges: [SubjectPlan] = []
  let kept = Box<[Transcript]>([])
  let cancelAfter = Box(Int.max)
  /// The item records of the last execution, as they were written.
  let lines = Box<[UInt8]>([])

  /// A value that closures share.
  final class Box<Value> {
    var value: Value
    init(_ value: Value) { self.value = value }
  }

  /// JSON Lines whose question is `q` and whose answer is `a`.
  static func format(id: String? = nil) -> InputPlan.Format {
    InputPlan.Format("jsonl", settings(["id": id.map { .string($0) } ?? .null, "input": "q", "answer": "a"]))
  }

  /// Settings of a format as a plan holds them; null where one is absent.
  static func settings(_ values: JSON) -> Settings {
    var settings = JSON.Object()
    for member in values.object?.members ?? [] where member.value != .null { settings[member.name] = member.value }
    return Settings(values: settings)
  }

  var dataset: [UInt8] { Array(questions.joined(separator: "\n").utf8) + [0x0A] }

  private var work: EvaluateWork {
    var scorer = scorer
    var values = scorer.settings.values
    values["normalize"] = .bool(normalize)
    scorer.settings = Settings(values: values)
    return EvaluateWork(
      subject: "model", dataset: "questions", prompt: PromptPlan(system: system, user: prompt),
      generation: EvaluateWork.Generation(maxTokens: maxTokens, temperature: temperature), extraction: extraction, scorers: [scorer],
      errors: errors, items: items, concurrency: concurrency, delivery: delivery)
  }

  var node: Node {
    Node(
      id: "quiz", workload: "quiz", coordinates: [], target: "host", numerics: .transcripts, needs: [], inputs: ["questions"], trials: 1,
      work: .evaluate(work), sampling: Sampling(warmup: 0, min: 1, max: 1), limits: Limits(time: timeLimit), metrics: [])
  }

  var plan: Plan {
    var endpoint = EndpointSubject(url: url, model: "any", credential: credential)
    adapt(&endpoint)
    let subject = SubjectPlan(id: "model", access: endpoint.access)
    let input = InputPlan(
      id: "questions", kind: .dataset, sha256: SHA256.digest(of: dataset), license: nil, format: format)
    return Plan(
      language: 1, catalogue: 1, name: "fixture", title: nil, seed: Seed(root: 1), spec: SpecPins(root: SHA256.digest(of: [])),
      overrides: [],
      division: .standard, deviations: [], targets: [], inputs: [input], subjects: [subject] + judges, nodes: [node], claims: [],
      weighting: nil)
  }

  static func key(_ purpose: String) -> Digest { SHA256.digest(of: Array(purpose.utf8)) }

  func context() -> TrialContext {
    let bytes = dataset
    return TrialContext(
      plan: plan, node: node, index: 0, host: HostResolution(threads: 1, isa: "any"), permissions: Permissions(network: network),
      purpose: purpose, streamKey: { EvaluationFixture.key($0) }, input: { _ in bytes },
      artifact: { node, _ throws(RunFault) in throw RunFault(.noSuchArtifact, node) },
      answers: answers(beginningWith: recorded), progress: { _ in }, isCancelled: { kept.value.count >= cancelAfter.value },
      spending: spending)
  }

  /// A record of answers in memory.
  private func answers(beginningWith recorded: [Exchange: Transcript]) -> TrialAnswers {
    let known = Box(recorded)
    let events = Box<[Exchange: EventLog.Event]>([:])
    lines.value = []
    return TrialAnswers(
      line: { exchange throws(RunFault) in try known.value[exchange]?.asLine() },
      isAnswered: { known.value[$0].map { $0.fault == nil } ?? false },
      eachItemEvent: { take throws(RunFault) in
        for event in events.value.values.sorted(by: { $0.exchange < $1.exchange }) where event.exchange.place.number == -1 {
          try take(event)
        }
      },
      keep: { transcript, event in
        kept.value.append(transcript)
        known.value[transcript.exchange] = transcript
        events.value[transcript.exchange] = event
      }, settle: {}, commit: {}, keepItems: { piece, _ in lines.value += piece })
  }

  func executor() -> EvaluateExecutor {
    var executor = EvaluateExecutor(work, context(), bench)
    executor.scorers = scorers
    executor.surroundings.policy = RetryPolicy(attempts: 4, firstDelay: 5, longestDelay: 20, longestWish: 2000)
    executor.surroundings.limits = HTTPLimits(timeoutMilliseconds: 8_000, connectMilliseconds: 2_000, answerBytes: 1 << 20)
    executor.surroundings.secret = { label, address in
      label == "test-key" && address.host == "127.0.0.1" ? Secret(value: "let-me-in") : nil
    }
    return executor
  }

  func execute() throws(RunFault) -> TrialOutcome { try executor().execute() }

  /// The transcripts kept so far by what they are for.
  var answers: [Exchange: Transcript] { Dictionary(kept.value.map { ($0.exchange, $0) }) { $1 } }

  /// The digest of the lines of transcripts, as a bundle has them.
  func digest(of exchanges: [Exchange]) throws -> Digest {
    SHA256.digest(of: try exchanges.flatMap { exchange in try (answers[exchange]?.canonicalBytes() ?? []) + [0x0A] })
  }

  /// The item records of the last execution.
  func records() throws -> [ItemRecord] {
    try TrialLines.split(lines.value).map { line in try ItemRecord(canonical: line) }
  }
}

extension TrialOutcome {
  func value(_ name: String) -> ResultValue.Content? { results.first { $0.name == name }?.value }
}
