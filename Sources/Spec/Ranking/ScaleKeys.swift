internal import Record

/// A whole grade scale.
struct ScaleKeys: KeyTable {
  static let noun = "a grade scale"
  static let summary = "How metrics become a score, and where the classes begin."

  let scale: TypedKey<Int>
  let name: TypedKey<String>
  let title: TypedKey<String>
  let edition: TypedKey<String>
  let scope: TypedKey<SystemKind>
  let expires: TypedKey<String>
  let mean: TypedKey<Weighting.Mean>
  let classes: TypedKey<[Named<Rational>]>
  let reference: TypedKey<String>
  let indicators: TypedKey<YAMLValue>
  let vetoes: TypedKey<[Fields<VetoKeys>]>

  init(_ keys: inout TableBuilder) {
    scale = keys.required("scale", .integer(1...1), "The version of this format.")
    name = keys.required("name", .name, "The name of the scale.")
    title = keys.required("title", .text, "What it grades, in a line.")
    edition = keys.required("edition", .scalar, "Which edition this is, such as `2026-11`; another edition is another scale.")
    scope = keys.required("scope", .word, "What it grades.")
    expires = keys.required("expires", .scalar, "The last day on which it grades, such as `2028-11-30`.")
    mean = keys.standard("mean", .word, "geometric", "How the ratios are combined.")
    classes = keys.required(
      "classes", .map(.number(NumberBounds(from: Rational(0))), keys: .anything, each: "class"),
      "The classes, the best first, each with the least score in it; the last one begins at 0.")
    reference = keys.required("reference", .scalar, "The class that the reference has, whose score is 1.")
    indicators = keys.required("indicators", .score, "The tree of indicators, each with a `weight` and either `of` or a `metric`.")
    vetoes = keys.standard("vetoes", .list(.object(VetoKeys.self)), "[]", "Bounds that no other indicator makes up for.")
  }
}

/// An indicator of a scale.
struct IndicatorKeys: KeyTable {
  static let noun = "an indicator"
  static let summary = "A weight over further indicators, or over one metric."

  let weight: TypedKey<Rational>
  let of: TypedKey<YAMLValue?>
  let metric: TypedKey<String?>
  let better: TypedKey<Direction?>
  let reference: TypedKey<WrittenScalar?>
  let admits: TypedKey<[WrittenScalar]?>
  let greatest: TypedKey<WrittenScalar?>

  init(_ keys: inout TableBuilder) {
    weight = keys.required("weight", .number(.positive), "Its share among its siblings.")
    of = keys.optional("of", .score, "What it is combined from.")
    metric = keys.optional("metric", .text, "The metric of a leaf: `workload.metric`, or `workload[axis=value].metric`.")
    better = keys.optional("better", .word, "Which side of the metric is better.")
    reference = keys.optional("reference", .written(.scalar), "What the metric is divided by, with its unit.")
    admits = keys.optional(
      "admits", .list(.written(.scalar)), "The least and the greatest value that another reference may have in place of this one.")
    greatest = keys.optional("greatest", .written(.scalar), "The greatest value that the metric can have, such as 100 % of a share.")
  }
}

/// A bound of a scale.
struct VetoKeys: KeyTable {
  static let noun = "a veto"
  static let summary = "A bound on one indicator, and the best class beyond it."

  let indicator: TypedKey<String>
  let bound: TypedKey<WrittenScalar>
  let best: TypedKey<String>

  init(_ keys: inout TableBuilder) {
    indicator = keys.required("indicator", .name, "The leaf that it bounds.")
    bound = keys.required("bound", .written(.scalar), "The worst value that passes, with its unit.")
    best = keys.required("best", .scalar, "The best class that a system beyond the bound can have.")
  }
}
