internal import Record

/// How the energy of a target is counted.
struct EnergyKeys: KeyTable {
  static let noun = "an energy"
  static let summary = """
    How the energy of a target's cells is counted. Kernels, models that serve or are trained, and programs get `energy`, the joules of a \
    repetition, and where their `throughput` counts a fixed work, `efficiency`, that work for a joule.
    """

  let sources: TypedKey<[EnergySource]?>
  let meter: TypedKey<MeterPlan?>
  let power: TypedKey<Rational?>

  init(_ keys: inout TableBuilder) {
    sources = keys.optional(
      "sources", .list(.word(EnergySource.allCases)),
      "What may count, the best first; without the key `[meter, rapl]`. An `estimate` counts, and enters a score, only where it stands here."
    )
    meter = keys.optional(
      "meter", .object(MeterKeys.self) { fields throws(Reported) in try MeterPlan(fields) },
      "How the file of an external meter is read that `etalon run --meter FILE` names.")
    power = keys.optional("power", .watts, "What an estimate takes the target to draw, such as `350 W`.")
  }
}

/// How the file of a meter is read.
struct MeterKeys: KeyTable {
  static let noun = "a meter"
  static let summary = "How the file of an external meter is read: comma-separated values with a line of names."

  let time: TypedKey<String>
  let watts: TypedKey<String?>
  let joules: TypedKey<String?>
  let offset: TypedKey<Rational>
  let gap: TypedKey<Rational>

  init(_ keys: inout TableBuilder) {
    time = keys.required("time", .text, "The column of times: seconds since 1970, or UTC such as `2026-11-28T10:00:00.25Z`.")
    watts = keys.optional("watts", .text, "The column with the power, watts.")
    joules = keys.optional("joules", .text, "The column with the energy since some moment, joules; in place of `watts`.")
    offset = keys.standard("offset", .shift, "0 s", "What is added to the meter's time to get that of the host, such as `-0.8 s`.")
    gap = keys.standard("gap", .seconds, "5 s", "The longest time between two rows.")
  }
}

extension Shape where Output == Rational {
  /// A time on either side of 0, seconds.
  fileprivate static var shift: Shape {
    .scalar(.quantity(.time)) { reader throws(Reported) in try reader.amount(.time).value }
  }

  /// A time above 0, seconds.
  fileprivate static var seconds: Shape {
    .scalar(.quantity(.time)) { reader throws(Reported) in try reader.quantity(.time).value }
  }

  /// A power above 0, watts.
  fileprivate static var watts: Shape {
    .scalar(.quantity(.power)) { reader throws(Reported) in try reader.quantity(.power).value }
  }
}

extension EnergyPlan {
  init(_ fields: Fields<EnergyKeys>) throws(Reported) {
    let sources = try fields.sources ?? [.meter, .rapl]
    guard !sources.isEmpty, Set(sources).count == sources.count else {
      throw fields.problems.error(
        .outOfRange, sources.isEmpty ? "`sources` is empty" : "`sources` names a source twice", at: fields.place(of: \.sources),
        sources.isEmpty ? "nothing may count" : "each once", help: "name each that may count once, the best first, such as `[meter, rapl]`")
    }
    let (meter, power) = (try fields.meter, try fields.power)
    if sources.contains(.estimate), power == nil {
      throw fields.problems.error(
        .missingKey, "an estimate needs the power that it goes by", at: fields.place(of: \.sources), "`estimate` stands here",
        help: "add `power: 350 W`, with what the target draws under this load")
    }
    if power != nil, !sources.contains(.estimate) {
      throw fields.problems.error(
        .outOfRange, "`power` is declared, and no estimate is allowed", at: fields.place(of: \.power), "not used",
        help: "add `estimate` to `sources`, or leave the key out")
    }
    self.init(sources: sources, meter: sources.contains(.meter) ? meter : nil, power: power)
  }
}

extension MeterPlan {
  init(_ fields: Fields<MeterKeys>) throws(Reported) {
    let (watts, joules) = (try fields.watts, try fields.joules)
    guard (watts == nil) != (joules == nil) else {
      throw fields.problems.error(
        .missingKey, "a meter counts in one column, `watts` or `joules`", at: fields.span,
        watts == nil ? "neither is here" : "both are here",
        help: "write the name of the column that the file has, such as `watts: power`")
    }
    let gap = try fields.gap
    guard gap <= Rational(600) else {
      throw fields.problems.error(
        .outOfRange, "a gap of no use", at: fields.place(of: \.gap), "at most 10 min", help: "write for example `2 s`")
    }
    self.init(time: try fields.time, watts: watts, joules: joules, offset: try fields.offset, gap: gap)
  }
}
