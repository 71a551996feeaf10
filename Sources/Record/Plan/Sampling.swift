/// How many timed repetitions a trial takes, and over how many fresh processes.
public struct Sampling: Sendable, Hashable, Codable {
  /// Untimed repetitions before the first sample.
  public var warmup: Int
  /// The fewest samples.
  public var min: Int
  /// The most samples.
  public var max: Int
  /// Stop once the 95 % interval of the median is within this share of it, on each side; at least `min` samples.
  public var ci95: Rational?
  /// Stop once so much time (nanoseconds) went into samples; at least `min` samples.
  public var budget: U64?
  /// How many fresh processes take samples, each by the rule, with an equal part of the budget; absent where one does, since nothing is
  /// judged by it.
  public var invocations: Int?
  /// How long after the first invocation the last one begins at least, nanoseconds; absent where they follow one another at once.
  ///
  /// Invocations of one moment share what the host does in it, so that they would say less of the next run.
  public var spread: U64?

  /// A rule for the number of samples.
  public init(
    warmup: Int, min: Int, max: Int, ci95: Rational? = nil, budget: U64? = nil, invocations: Int? = nil, spread: U64? = nil
  ) {
    self.warmup = warmup
    self.min = min
    self.max = max
    self.ci95 = ci95
    self.budget = budget
    self.invocations = invocations
    self.spread = spread
  }

  /// How many invocations a claim or a score rests on where the spec does not say.
  public static let standardInvocations = 5
  /// How long invocations spread over where the spec does not say, nanoseconds.
  public static let standardSpread: UInt64 = 3_000_000_000
  /// The most invocations that a spec can ask for.
  public static let mostInvocations = 1000

  /// How many invocations take samples: at least one.
  public var invocationCount: Int { Swift.max(1, Swift.min(invocations ?? 1, Sampling.mostInvocations)) }

  /// How long after the first one an invocation begins at least, nanoseconds: they are as far apart from one another.
  ///
  /// - Parameter number: From 0.
  public func earliest(_ number: Int) -> UInt64 {
    guard let spread, invocationCount > 1 else { return 0 }
    let last = UInt64(invocationCount - 1)
    let (part, rest) = spread.value.quotientAndRemainder(dividingBy: last)
    let place = UInt64(Swift.max(0, Swift.min(number, invocationCount - 1)))
    // checked: parts of the spread, and the last one is all of it.
    return part * place + (rest * place).quotientAndRemainder(dividingBy: last).quotient
  }

  /// The rule of one invocation.
  public var ofInvocation: Sampling {
    var rule = self
    // checked: the number is at least 1.
    rule.budget = budget.map { U64(Swift.max(1, $0.value / UInt64(invocationCount))) }
    (rule.invocations, rule.spread) = (nil, nil)
    return rule
  }
}

/// Bounds that cut a trial short; hitting one gives the status `cut`.
public struct Limits: Sendable, Hashable, Codable {
  /// Wall time of one trial, nanoseconds.
  public var time: U64?
  /// Memory of a command, bytes.
  public var memory: U64?
  /// Bytes of output of a command.
  public var output: U64?

  /// Limits in nanoseconds and bytes; `nil` sets none.
  public init(time: U64? = nil, memory: U64? = nil, output: U64? = nil) {
    self.time = time
    self.memory = memory
    self.output = output
  }
}
