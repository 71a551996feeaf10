internal import Record

/// A buyer's profile.
struct ProfileKeys: KeyTable {
  static let noun = "a profile"
  static let summary = "What a buyer needs: weights of their own, and what they cannot do without."

  let profile: TypedKey<Int>
  let name: TypedKey<String>
  let title: TypedKey<String>
  let scale: TypedKey<String?>
  let weights: TypedKey<[Named<Rational>]?>
  let ranges: TypedKey<[Named<[Rational]>]?>
  let order: TypedKey<[Located<String>]>
  let require: TypedKey<[Named<Fields<RequirementOfProfileKeys>>]?>
  let per: TypedKey<[String]>

  init(_ keys: inout TableBuilder) {
    let share = NumberBounds(from: Rational(0), to: Rational(1))
    profile = keys.required("profile", .integer(1...1), "The version of this format.")
    name = keys.required("name", .name, "The name of the profile.")
    title = keys.required("title", .text, "Whose needs it states, in a line.")
    scale = keys.optional("scale", .path, "The scale that it weighs anew, relative to this file.")
    weights = keys.optional(
      "weights", .map(.number(NumberBounds(from: Rational(0))), each: "branch"), "Weights of branches; others keep the scale's.")
    ranges = keys.optional(
      "ranges", .map(.list(.number(share)), each: "branch"), "The least and the greatest share of a branch, where one is not sure.")
    order = keys.standard("order", .list(Shape<String>.text.located), "[]", "Orders such as `security above cost`.")
    require = keys.optional(
      "require", .map(.object(RequirementOfProfileKeys.self), each: "requirement"), "What a system has to have, by the name of a fact.")
    per = keys.standard("per", .list(.name), "[]", "Facts to divide the score by, such as `price`.")
  }
}

/// A condition on one fact.
struct RequirementOfProfileKeys: KeyTable {
  static let noun = "a requirement"
  static let summary = "A condition on one fact of a system."

  let atLeast: TypedKey<WrittenScalar?>
  let atMost: TypedKey<WrittenScalar?>
  let oneOf: TypedKey<[String]?>
  let allOf: TypedKey<[String]?>

  init(_ keys: inout TableBuilder) {
    atLeast = keys.optional("at-least", .written(.scalar), "The least amount, or the earliest day.")
    atMost = keys.optional("at-most", .written(.scalar), "The greatest amount, or the latest day.")
    oneOf = keys.optional("one-of", .list(.text), "Words of which one is enough.")
    allOf = keys.optional("all-of", .list(.text), "Words that all have to be there.")
  }
}

/// Declared facts.
struct FactsKeys: KeyTable {
  static let noun = "a file of facts"
  static let summary = "What somebody declares of systems beside their metrics."

  let facts: TypedKey<Int>
  let systems: TypedKey<[Named<[Named<Fields<FactKeys>>]>]>

  init(_ keys: inout TableBuilder) {
    facts = keys.required("facts", .integer(1...1), "The version of this format.")
    systems = keys.required(
      "systems", .map(.map(.object(FactKeys.self), each: "fact"), keys: .anything, each: "system"),
      "The facts of each system, which is named as `rank` shows it, by the end of that name, or by the beginning of its root.")
  }
}

/// One declared fact.
struct FactKeys: KeyTable {
  static let noun = "a fact"
  static let summary = "What is declared, and the digest of the paper that shows it."

  let value: TypedKey<WrittenScalar?>
  let words: TypedKey<[String]?>
  let evidence: TypedKey<Digest?>

  init(_ keys: inout TableBuilder) {
    value = keys.optional("value", .written(.scalar), "An amount with its unit or currency, a day, or a word.")
    words = keys.optional("words", .list(.text), "Several words, such as certificates.")
    evidence = keys.optional("evidence", .digest, "The SHA-256 of the paper that shows it: an offer, a certificate.")
  }
}
