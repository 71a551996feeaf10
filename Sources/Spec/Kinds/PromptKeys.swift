internal import Record

/// How an item becomes a question.
struct PromptKeys: KeyGroup {
  let prompt: TypedKey<String>
  let system: TypedKey<String?>

  init(_ keys: inout TableBuilder) {
    prompt = keys.standard("prompt", .text, "{input}", "The user message; `{input}` stands for the question.")
    system = keys.optional("system", .text, "The system message.")
  }
}

extension Fields<PromptKeys> {
  /// The prompt of the plan.
  func plan() throws(Reported) -> PromptPlan {
    let template = try self.prompt
    guard template.contains("{input}") else {
      throw problems.error(
        .promptWithoutInput, "the prompt does not contain `{input}`", at: place(of: \.prompt), "every item would be asked the same",
        help: "`{input}` stands for the item's question")
    }
    return PromptPlan(system: try self.system, user: template)
  }
}
