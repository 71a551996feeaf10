internal import Attest
internal import Record

/// What an evaluation cell asks of its subject: a function of the plan, the dataset's bytes and the trial's streams alone.
struct Evaluation {
  let node: String
  let trial: Int
  let work: EvaluateWork
  let endpoint: EndpointSubject
  let items: [EvaluationItem]
  private let seeds: (_ purpose: String) throws(RunFault) -> Digest

  /// Resolves the cell's subject and dataset.
  init(
    plan: Plan, node: Node, trial: Int, dataset: [UInt8], streamKey: @escaping (_ purpose: String) throws(RunFault) -> Digest
  ) throws(RunFault) {
    guard case .evaluate(let work) = node.work else {
      throw RunFault("wrong-work", "`\(node.id)` is not an evaluation", isLocal: true)
    }
    guard let subject = plan.subjects.first(where: { $0.id.utf8.elementsEqual(work.subject.utf8) }) else {
      throw RunFault("no-subject", "the plan has no subject `\(work.subject)`", isLocal: true)
    }
    guard let format = plan.inputs.first(where: { $0.id.utf8.elementsEqual(work.dataset.utf8) })?.format,
      format.word == JSONLinesFormat.word
    else {
      throw RunFault("no-items", "dataset `\(work.dataset)` is not JSON Lines", help: "give it `format: { jsonl: … }`", isLocal: true)
    }
    let all = try ItemReader(format: format, name: work.dataset).items(dataset)
    self.node = node.id
    self.trial = trial
    self.work = work
    endpoint = try EndpointSubject(subject.access)
    items = Array(all.prefix(work.items ?? all.count))
    seeds = streamKey
  }

  /// The request for an item: the prompt with every `{input}` replaced, and a seed of the item's own stream.
  func request(_ item: EvaluationItem) throws(RunFault) -> JSON {
    chat(
      user: filled(work.prompt, with: item.input), temperature: work.generation.temperature.real, seed: try seed("item-\(item.position)")
    ).json
  }

  func chat(user: String, system: String? = nil, temperature: Double, seed: Int, maxTokens: Int? = nil) -> ChatRequest {
    ChatRequest(
      model: endpoint.model, system: system ?? work.system, user: user, maxTokens: maxTokens ?? work.generation.maxTokens,
      temperature: temperature, seed: seed)
  }

  /// A seed that every server takes: the first 31 bits of the stream's key.
  func seed(_ purpose: String) throws(RunFault) -> Int {
    try seeds(purpose).bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
  }

  /// The template with every `{input}` replaced; what is put in is not looked at again.
  private func filled(_ template: String, with input: String) -> String {
    let (text, mark) = (Array(template.utf8), Array("{input}".utf8))
    var result: [UInt8] = []
    var at = 0
    while at < text.count {
      if text[at...].starts(with: mark) {
        result.append(contentsOf: input.utf8)
        at += mark.count
      } else {
        result.append(text[at])
        at += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
