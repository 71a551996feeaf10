internal import Record

/// How metrics become one score.
struct WeightingKeys: KeyTable {
  static let noun = "a weighting"
  static let summary = "A tree of weights over metrics, each metric a ratio to a pinned reference."

  let mean: TypedKey<Weighting.Mean>
  let reference: TypedKey<Fields<ReferenceKeys>>
  let score: TypedKey<YAMLValue>

  init(_ keys: inout TableBuilder) {
    mean = keys.standard("mean", .word, "geometric", "How the ratios are combined.")
    reference = keys.required(
      "reference", .object(ReferenceKeys.self), "What metrics are divided by; never whoever else is listed.")
    score = keys.required(
      "score", .score, "Branches, each with a `weight` and an `of` that holds branches or metrics with their weights.")
  }
}

/// What metrics are divided by.
struct ReferenceKeys: KeyTable {
  static let noun = "a reference"
  static let summary = "Values in the spec, or a bundle whose values planning copies: either `values`, or `bundle` and `root`."

  let values: TypedKey<[Named<WrittenScalar>]?>
  let bundle: TypedKey<String?>
  let root: TypedKey<Digest?>

  init(_ keys: inout TableBuilder) {
    values = keys.optional("values", .map(.written(.scalar), keys: .anything), "A value with its unit for each metric that the score uses.")
    bundle = keys.optional("bundle", .path, "A bundle's folder, relative to this file.")
    root = keys.optional("root", .digest, "The bundle's root: the SHA-256 of its manifest.")
  }
}

/// A branch of the score tree that has branches or metrics of its own.
struct BranchKeys: KeyTable {
  static let noun = "a branch of the score"
  static let summary = "A weight over branches or metrics."

  let weight: TypedKey<WrittenScalar>
  let of: TypedKey<YAMLValue>

  init(_ keys: inout TableBuilder) {
    weight = keys.required("weight", .written(.number(.positive)), "Its share among its siblings.")
    of = keys.required("of", .score, "Branches, or metrics with their weights.")
  }
}
