internal import Prompts
internal import Record
internal import Text

/// Makes the conversation that puts an item to a subject: a function of the plan, the datasets' bytes and the streams alone.
struct PromptMaker {
  private let plan: PromptPlan
  private let mapping: ItemMapping
  private let streams: PromptStreams
  private let system: Template?
  private let turns: [CompiledTurn]
  private let prefill: Template?
  /// The turns in place of the prompt's, by the number of a variant that is a paraphrase.
  private let paraphrases: [Int: [CompiledTurn]]
  private let shots: ShotWriter?
  private let distractors: [Int: ShotSet]

  /// A turn whose template is read.
  struct CompiledTurn {
    let role: PromptPlan.Role
    let template: Template

    init(_ turn: PromptPlan.Turn) throws(RunFault) {
      role = turn.role
      template = try PromptMaker.template(turn.template)
    }
  }

  /// - Parameter set: The dataset of a name, read whole.
  init(
    _ plan: PromptPlan, _ mapping: ItemMapping, _ streams: PromptStreams, set: (_ name: String) throws(RunFault) -> ShotSet
  ) throws(RunFault) {
    (self.plan, self.mapping, self.streams) = (plan, mapping, streams)
    system = try plan.system.map { text throws(RunFault) in try PromptMaker.template(text) }
    turns = try plan.turns.map { turn throws(RunFault) in try CompiledTurn(turn) }
    prefill = try plan.prefill.map { text throws(RunFault) in try PromptMaker.template(text) }
    shots = try plan.shots.map { shots throws(RunFault) in try ShotWriter(shots, try set(shots.from), streams) }
    var paraphrases: [Int: [CompiledTurn]] = [:]
    var distractors: [Int: ShotSet] = [:]
    for (number, variant) in plan.variants.enumerated() {
      switch variant.change {
      case .paraphrase(let prompt): paraphrases[number] = [try CompiledTurn(PromptPlan.Turn(.user, prompt))]
      case .distractors(let from, _): distractors[number] = try set(from)
      default: break
      }
    }
    (self.paraphrases, self.distractors) = (paraphrases, distractors)
  }

  fileprivate static func template(_ text: String) throws(RunFault) -> Template {
    do throws(TemplateFault) { return try Template(text) } catch {
      throw RunFault(.invalidPlan, "a template of the plan cannot be read: \(error.message)")
    }
  }

  /// What is said before the subject's answer.
  func conversation(_ item: EvaluationItem) throws(Unfit) -> (system: String?, turns: [Prompt.Turn]) {
    let asked = try perturbed(item)
    var fields = ItemFields(item: asked, mapping: mapping)
    let examples = try shots?.examples(for: item) ?? (turns: [], text: nil)
    fields.shots = examples.text
    let own = item.asking.variant.flatMap { paraphrases[$0] } ?? turns
    var conversation = examples.turns
    for turn in own { conversation += try PromptMaker.said(turn, fields) }
    guard let last = conversation.last, !trimmed(last.text).isEmpty else {
      throw Unfit("gives an empty prompt", help: "name a field that says something in every item")
    }
    let system = try self.system.map { template throws(Unfit) in try PromptMaker.filled(template, fields) }
    if let prefill { conversation.append(Prompt.Turn(.assistant, try PromptMaker.filled(prefill, fields))) }
    return (system, conversation)
  }

  /// What a turn says; one that is nothing but the question of a chat is the whole chat.
  static func said(_ turn: CompiledTurn, _ fields: ItemFields) throws(Unfit) -> [Prompt.Turn] {
    let messages = fields.item.messages
    guard !messages.isEmpty, turn.role == .user, let only = turn.template.onlyPlace, fields.isInput(only.path) else {
      return [Prompt.Turn(turn.role, try filled(turn.template, fields))]
    }
    return messages.map { Prompt.Turn(PromptPlan.Role($0.role), $0.text) }
  }

  static func filled(_ template: Template, _ fields: ItemFields) throws(Unfit) -> String {
    do throws(UnfilledPlace) {
      return try template.filled(fields.value)
    } catch {
      throw Unfit(error, in: template, fields)
    }
  }

  /// Everything that keeps an item from being asked; nothing where it can be.
  func problems(of item: EvaluationItem) -> [Unfit] {
    do throws(Unfit) {
      _ = try conversation(item)
      return []
    } catch {
      guard let template = error.template, own(item).contains(where: { $0.text == template }), let asked = try? perturbed(item) else {
        return [error]
      }
      var fields = ItemFields(item: asked, mapping: mapping)
      fields.shots = ""
      return own(item).flatMap { template in template.unfilled(fields.value).map { Unfit($0, in: template, fields) } }
    }
  }

  /// The templates that the item itself fills, in the order in which they are sent.
  private func own(_ item: EvaluationItem) -> [Template] {
    let turns = item.asking.variant.flatMap { paraphrases[$0] } ?? turns
    return ([system] + turns.map(\.template) + [prefill]).compactMap(\.self)
  }

  /// The system message where it is the same for every item.
  var fixedSystem: String? { system.flatMap { $0.places.isEmpty ? try? $0.filled { _ in nil } : nil } }

  /// Whether a turn that is put to the subject takes in the question.
  func takesInQuestion(_ fields: ItemFields) -> Bool {
    turns.contains { $0.template.places.contains { fields.isInput($0.path) } }
  }
}

// MARK: - Perturbations

extension PromptMaker {
  /// The item with its question as its variant changes it.
  private func perturbed(_ item: EvaluationItem) throws(Unfit) -> EvaluationItem {
    guard let number = item.asking.variant, plan.variants.indices.contains(number) else { return item }
    let variant = plan.variants[number]
    switch variant.change {
    case .choiceOrder, .paraphrase: return item
    case .letterCase(let form): return item.asking(LetterForms.text(item.input, in: form))
    case .fullWidth: return item.asking(LetterForms.fullWidth(item.input))
    case .injection(let text): return item.asking(item.input + "\n\n" + text)
    case .typos(let rate):
      do throws(RunFault) {
        var stream = try streams.stream(variant.name, item.asking.source)
        return item.asking(Typos.slipped(item.input, rate: rate, by: &stream))
      } catch { throw Unfit(error.message) }
    case .distractors(let from, let count):
      guard let set = distractors[number] else { return item }
      let isSame = from.utf8.elementsEqual(streams.dataset.utf8)
      let texts = try set.distractors(count, for: item, isSame: isSame, variant.name, streams)
      return item.asking((texts + [item.input]).joined(separator: "\n\n"))
    }
  }
}

extension EvaluationItem {
  /// The item with another question; of a chat, with another last message of the user.
  fileprivate func asking(_ question: String) -> EvaluationItem {
    var item = self
    item.input = question
    if let last = messages.lastIndex(where: { $0.role == .user }) { item.messages[last].text = question }
    return item
  }
}

extension PromptPlan.Role {
  fileprivate init(_ role: EvaluationItem.Message.Role) {
    switch role {
    case .system: self = .system
    case .user: self = .user
    case .assistant: self = .assistant
    }
  }
}

extension Unfit {
  /// Why a place of a template is not filled.
  fileprivate init(_ unfilled: UnfilledPlace, in template: Template, _ fields: ItemFields) {
    let path = "\(unfilled.place.path)"
    if unfilled.isAbsent {
      let known = fields.near(unfilled.place.path).map { "did you mean `\(printable($0))`? " } ?? ""
      self.init("lacks the field \(quoted(path)) that a template names", help: known + (unfilled.help ?? ""))
    } else {
      self.init("has a field \(quoted(path)) that \(unfilled.reason)", help: unfilled.help)
    }
    (place, self.template) = (unfilled.place, template.text)
  }
}

// MARK: - Shots

/// Writes the solved items that stand before a question.
final class ShotWriter {
  private let plan: PromptPlan.Shots
  private let set: ShotSet
  private let streams: PromptStreams
  private let turns: [PromptMaker.CompiledTurn]
  private let text: Template?
  /// What was written so far, by the place in the set.
  private var written: [Int: Written] = [:]

  private struct Written {
    var turns: [Prompt.Turn] = []
    var text = ""
  }

  init(_ plan: PromptPlan.Shots, _ set: ShotSet, _ streams: PromptStreams) throws(RunFault) {
    (self.plan, self.set, self.streams) = (plan, set, streams)
    turns = try plan.turns.map { turn throws(RunFault) in try PromptMaker.CompiledTurn(turn) }
    text = try plan.text.map { text throws(RunFault) in try PromptMaker.template(text) }
  }

  /// The examples before an item: turns, or a text.
  func examples(for item: EvaluationItem) throws(Unfit) -> (turns: [Prompt.Turn], text: String?) {
    let isSame = plan.from.utf8.elementsEqual(streams.dataset.utf8)
    var examples: [Written] = []
    for index in try set.chosen(plan, for: item, isSame: isSame, streams) { examples.append(try example(index)) }
    guard text != nil else { return (examples.flatMap(\.turns), nil) }
    return ([], examples.map(\.text).joined(separator: plan.separator ?? "\n\n"))
  }

  private func example(_ index: Int) throws(Unfit) -> Written {
    if let known = written[index] { return known }
    let shown: EvaluationItem
    do throws(RunFault) { shown = try set.shown(index) } catch { throw Unfit(error.message) }
    let fields = ItemFields(item: shown, mapping: set.reader.mapping)
    var example = Written()
    do throws(Unfit) {
      if let text { example.text = try PromptMaker.filled(text, fields) }
      for turn in turns { example.turns += try PromptMaker.said(turn, fields) }
    } catch {
      throw Unfit("is shown item \(index) of dataset \(quoted(set.name)) as an example, which \(error.what)", help: error.help)
    }
    written[index] = example
    return example
  }
}
