internal import Record

/// What every kind of workload has.
struct CommonKeys: KeyGroup {
  let target: TypedKey<String?>
  let matrix: TypedKey<[Named<[WrittenScalar]>]?>
  let trials: TypedKey<Int>
  let sample: TypedKey<Fields<SampleKeys>>
  let limits: TypedKey<Fields<LimitKeys>>

  init(_ keys: inout TableBuilder) {
    target = keys.optional("target", .name, "Where it runs; may be left out where exactly one target is declared.")
    matrix = keys.optional("matrix", .map(.list(.written(.scalar))), "Axes with their values: one cell for each combination.")
    trials = keys.standard("trials", .integer(1...10_000), "1", "Planned executions, each with streams of its own.")
    sample = keys.standard("sample", .object(SampleKeys.self), "{}", "How many timed repetitions a trial takes.")
    limits = keys.standard(
      "limits", .object(LimitKeys.self), "{}", "Bounds that cut a trial short; hitting one gives it the status `cut`.")
  }
}

/// When to stop repeating.
struct SampleKeys: KeyTable {
  static let noun = "a sampling rule"
  static let summary = "When to stop repeating: after `count`, or by the interval, the budget and the bounds."

  let warmup: TypedKey<Int?>
  let count: TypedKey<Int?>
  let min: TypedKey<Int?>
  let max: TypedKey<Int?>
  let until: TypedKey<Rational?>
  let budget: TypedKey<U64?>
  let invocations: TypedKey<Int?>
  let spread: TypedKey<U64?>

  /// The catalogue that brought `spread`, and what it is where the spec does not say.
  static let spreading = 2

  init(_ keys: inout TableBuilder) {
    warmup = keys.optional("warmup", .integer(0...100_000), "Untimed repetitions before the first sample.")
    count = keys.optional("count", .integer(1...1_000_000), "Exactly so many samples; excludes the keys below.")
    min = keys.optional("min", .integer(10...1_000_000), "The fewest samples.")
    max = keys.optional("max", .integer(10...1_000_000), "The most samples.")
    until = keys.optional(
      "until", .object(UntilKeys.self) { fields throws(Reported) in try fields.ci95 }, "Stop once the interval is narrow enough.")
    budget = keys.optional("budget", .nanoseconds, "Stop once so much time went into samples; invocations have equal parts of it.")
    invocations = keys.optional(
      "invocations", .integer(1...Sampling.mostInvocations),
      "Fresh processes that each take samples; 5 where a claim or a score uses a measurement, else 1.")
    spread = keys.optional(
      "spread", .nanosecondsOrNone, "How long after the first invocation the last one begins at least; 3 s where the spec does not say.",
      since: SampleKeys.spreading)
  }
}

/// When a trial has samples enough.
struct UntilKeys: KeyTable {
  static let noun = "a stopping rule"
  static let summary = "When a trial has samples enough."

  let ci95: TypedKey<Rational>

  init(_ keys: inout TableBuilder) {
    ci95 = keys.required("ci95", .number(.share), "The 95 % interval of the median lies within this share of it.")
  }
}

/// Bounds on one trial.
struct LimitKeys: KeyTable {
  static let noun = "limits"
  static let summary = "Bounds on one trial."

  let time: TypedKey<U64?>
  let memory: TypedKey<U64?>
  let output: TypedKey<U64?>

  init(_ keys: inout TableBuilder) {
    time = keys.optional("time", .nanoseconds, "Wall time.")
    memory = keys.optional(
      "memory", .bytes, "Memory that a command may take, and that a kernel or training may be estimated to need.")
    output = keys.optional("output", .bytes, "Output of a command.")
  }
}
