internal import Record

/// What becomes of items without a usable answer, and how answers come.
struct ErrorKeys: KeyGroup {
  let errors: TypedKey<ErrorPolicy>
  let stream: TypedKey<Bool>
  let logprobs: TypedKey<Int?>

  init(_ keys: inout TableBuilder) {
    errors = keys.standard(
      "errors", .object(ErrorPolicyKeys.self) { fields throws(Reported) in try ErrorPolicy(fields) }, "{}",
      "What becomes of items without a usable answer.")
    stream = keys.standard(
      "stream", .boolean, "false", "Whether answers come piece by piece, so that the time to the first token is known.")
    logprobs = keys.optional("logprobs", .integer(0...20), "How many of the most likely tokens are told at each place of an answer.")
  }
}

extension Fields<ErrorKeys> {
  /// How answers are to come.
  func delivery() throws(Reported) -> Delivery { Delivery(stream: try self.stream, logprobs: try self.logprobs) }
}

/// What becomes of items without a usable answer.
struct ErrorPolicyKeys: KeyTable {
  static let noun = "an error policy"
  static let summary = "What becomes of items without a usable answer: errors, answers that were cut, answers that a filter withheld."

  let treat: TypedKey<ErrorPolicy.Treatment>
  let upTo: TypedKey<Rational?>
  let cut: TypedKey<ErrorPolicy.Cut?>

  init(_ keys: inout TableBuilder) {
    treat = keys.standard(
      "treat", .word, "stop",
      "`stop`: one fails the trial; `wrong`: they count as wrong; `excluded`: the others are scored, and the results say how many were not."
    )
    upTo = keys.optional(
      "up-to", .number(NumberBounds(from: Rational(0), to: Rational(1))),
      "The greatest share of the items that may be treated so, 2% where none is written; above it the trial fails.")
    cut = keys.optional(
      "cut", .word,
      "`judged`: an answer that was cut at `max-tokens` is judged as far as it came, as a letter can be; without it, it is no usable answer."
    )
  }
}

extension ErrorPolicy {
  fileprivate init(_ fields: Fields<ErrorPolicyKeys>) throws(Reported) {
    let treat = try fields.treat
    let share = try fields.upTo
    let cut = try fields.cut
    if treat == .stop, share != nil {
      throw fields.problems.error(
        .errorPolicy, "`up-to` goes with `treat: wrong` or `treat: excluded`", at: fields.place(of: \.upTo), "`stop` takes no error at all",
        help: "write `errors: { treat: excluded, up-to: 2% }`, or leave out `up-to`")
    }
    self.init(treat: treat, upTo: treat == .stop ? Rational(0) : share ?? Rational(2, over: 100) ?? Rational(0), cut: cut)
  }
}
