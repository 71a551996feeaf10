internal import Record

/// How an item becomes a question.
struct PromptKeys: KeyGroup {
  let prompt: TypedKey<[WrittenTurn]>
  let system: TypedKey<WrittenTemplate?>
  let prefill: TypedKey<WrittenTemplate?>
  let shots: TypedKey<Fields<ShotKeys>?>
  let choices: TypedKey<PromptPlan.Order>
  let perturb: TypedKey<[Located<WrittenPerturbation>]>

  init(_ keys: inout TableBuilder) {
    prompt = keys.standard(
      "prompt", .turns, "{input}",
      "The question: a template over the fields of the item, or a list of turns such as `{ user: … }` and `{ assistant: … }`.")
    system = keys.optional("system", .template, "The system message, a template.")
    prefill = keys.optional("prefill", .template, "What the answer begins with, a template: sent as a last turn of the assistant.")
    shots = keys.optional("shots", .object(ShotKeys.self), "Solved items that stand before the question.")
    choices = keys.standard(
      "choices", .object(ChoiceKeys.self) { fields throws(Reported) in try fields.order }, "{}", "How the choices of an item are offered.")
    perturb = keys.standard(
      "perturb", .list(Shape<WrittenPerturbation>.choice(WrittenPerturbation.alternatives).located), "[]",
      "Changes of each item that leave its answer as it is; each is asked beside the item itself.")
  }
}

/// How the choices of an item are offered.
struct ChoiceKeys: KeyTable {
  static let noun = "choice settings"
  static let summary = "How the choices of an item are offered."

  let order: TypedKey<PromptPlan.Order>

  init(_ keys: inout TableBuilder) {
    order = keys.standard(
      "order", .word, "given", "As the item has them, or shuffled by the seed for each item; the letters of right answers follow.")
  }
}

/// Solved items before the question.
struct ShotKeys: KeyTable {
  static let noun = "shots"
  static let summary =
    "Solved items that stand before the question, never the item itself. Without `text` each is turns: those of `prompt`, then the answer."

  let from: TypedKey<String>
  let count: TypedKey<Int>
  let choose: TypedKey<PromptPlan.Shots.Choice>
  let prompt: TypedKey<[WrittenTurn]?>
  let answer: TypedKey<WrittenTemplate>
  let text: TypedKey<WrittenTemplate?>
  let separator: TypedKey<String?>

  init(_ keys: inout TableBuilder) {
    from = keys.required("from", .name, "The dataset that they come from; it may be the one that is asked.")
    count = keys.required("count", .integer(1...100), "How many there are.")
    choose = keys.standard(
      "choose", .word, "fixed", "The first ones of the set, or random ones for each item; of all, or of the item's own category.")
    prompt = keys.optional("prompt", .turns, "The question of a shot; without it, that of the workload.")
    answer = keys.standard("answer", .template, "{answer}", "What the assistant says to the question of a shot.")
    text = keys.optional("text", .template, "A whole shot with its answer as text; the prompt then says `{shots}` where they stand.")
    separator = keys.optional("separator", .text, "What stands between shots that are text; without it an empty line.")
  }
}

extension Fields<PromptKeys> {
  /// The prompt of the plan.
  ///
  /// - Parameter dataset: Whose items are asked; `nil` where that is not known.
  func plan(of dataset: InputPlan?, in scope: PlanScope) throws(Reported) -> PromptPlan {
    let told = ToldAnswers(dataset?.format)
    let shots = Outcome(try self.shots?.plan(around: self, in: scope))
    let variants = Outcome(try PerturbationList(try self.perturb, told, problems).variants(in: scope))
    let (system, prefill) = (Outcome(try self.system), Outcome(try self.prefill))
    let turns = try question()
    let templates = turns.map(\.template) + [try system.get(), try prefill.get()].compactMap(\.self)
    for template in templates { template.warnOfAnswer(told, problems) }
    scope.note(templates)
    try checkShots(in: turns, try system.get())
    return PromptPlan(
      system: try system.get()?.template.text, turns: turns.map(\.plan), prefill: try prefill.get()?.template.text, shots: try shots.get(),
      order: try self.choices, variants: try variants.get())
  }

  /// The turns, of which the last is the user's and one at least takes in a field.
  private func question() throws(Reported) -> [WrittenTurn] {
    let turns = try self.prompt
    guard let last = turns.last, last.role == .user else {
      throw problems.error(
        .lastTurn, "the last turn of a prompt has to be the user's", at: turns.last?.template.place.whole ?? place(of: \.prompt),
        "the subject answers what stands last", help: "what the answer begins with is `prefill`")
    }
    guard turns.contains(where: { $0.template.namesField }) else {
      throw problems.error(
        .promptWithoutInput, "the prompt names no field of the item", at: place(of: \.prompt), "every item would be asked the same",
        help: "`{input}` stands for the item's question, and any other field may stand in braces too")
    }
    return turns
  }

  /// Refuses a place for shots that are turns, and shots that are a text without a place.
  private func checkShots(in turns: [WrittenTurn], _ system: WrittenTemplate?) throws(Reported) {
    let templates = turns.map(\.template) + [system].compactMap(\.self)
    let place = templates.lazy.compactMap { $0.place(of: FieldPath(["shots"])) }.first
    let isText = try self.shots?.text != nil
    if let place, !isText {
      throw problems.error(
        .shotsWithoutPlace, "`{shots}` has no text to stand for", at: place, "the shots of this workload are no text",
        help: "give `shots` a `text`, or remove the place: shots that are turns stand before the prompt by themselves")
    }
    if place == nil, isText {
      throw problems.error(
        .shotsWithoutPlace, "the shots stand nowhere", at: self.place(of: \.shots), "no template says `{shots}`",
        help: "write `{shots}` in `prompt` or `system`, or make the shots turns with `prompt` and `answer`")
    }
  }
}

extension Fields<ShotKeys> {
  fileprivate func plan(around prompt: Fields<PromptKeys>, in scope: PlanScope) throws(Reported) -> PromptPlan.Shots {
    let set = Outcome(try scope.dataset(try self.from, at: place(of: \.from), holding: .items))
    let (count, choose) = (try self.count, try self.choose)
    if let text = try self.text {
      for place in [entry(\.prompt), entry(\.answer)] where place.isWritten {
        throw problems.error(
          .shotsWithoutPlace, "shots are a text or turns", at: place.key, "makes turns, and `text` a text", help: "remove one of the two")
      }
      try text.requireField("the text of a shot", problems)
      scope.note([text])
      return PromptPlan.Shots(
        from: try set.get().plan.id, count: count, choose: choose, text: text.template.text, separator: try self.separator ?? "\n\n")
    }
    let answer = try self.answer
    try answer.requireField("the answer of a shot", problems)
    let own = try self.prompt
    let turns = if let own { own } else { try prompt.prompt }
    scope.note(turns.map(\.template) + [answer])
    return PromptPlan.Shots(
      from: try set.get().plan.id, count: count, choose: choose,
      turns: turns.map(\.plan) + [PromptPlan.Turn(.assistant, answer.template.text)])
  }
}
