/// What can be wrong with a document of templates; each has an explain page.
enum TemplateProblem: String, CaseIterable {
  /// A key is missing, unknown, or its value has another shape.
  case shape = "template-shape"
  /// An expression cannot be read.
  case expression = "template-expression"
  /// An expression names what there is not.
  case unknownName = "template-unknown-name"
  /// Values do not go together.
  case type = "template-type"
  /// A domain has no value.
  case emptyDomain = "template-empty-domain"
  /// Wordings, lists of words or tables do not fit each other.
  case languages = "template-languages"
  /// A wording leaves out what the answer needs.
  case wordingMisses = "template-wording-misses"
  /// No instance meets the conditions.
  case neverMet = "template-conditions-unmet"
  /// An expression has no value for some instance.
  case noValue = "template-no-value"
  /// It takes more steps, elements or bytes than an instance may.
  case tooMuch = "template-too-much"
  /// One question has two answers.
  case ambiguous = "template-ambiguous"
  /// A distractor is the answer.
  case distractor = "template-distractor"
  /// There are fewer distinct items than wanted.
  case tooFew = "template-too-few"
}
