/// The two components of a measurement's variation, after Kalibera and Jones, "Rigorous Benchmarking in Reasonable Time" (2013).
///
/// Each invocation gives one value: the metric's selection over its own samples. What these values vary by is what the next run varies by.
/// Where all of them are positive, the numbers are of their natural logarithms, so about shares of the value; else they are in its unit.
public struct InvocationSpread: Sendable, Hashable, Codable {
  /// How many invocations gave a value, those of all trials.
  public var invocations: Int
  /// Whether the numbers are of logarithms.
  public var logarithmic: Bool
  /// The standard error of the mean over invocations.
  public var error: Double
  /// The standard deviation between invocations that their own samples do not explain.
  public var between: Double
  /// The standard error of one invocation's value by its own samples; absent where one has too few for an interval.
  public var within: Double?
  /// How much later invocations lie above earlier ones, over the whole trial; present where that is no chance.
  public var drift: Double?

  /// The components of a variation.
  public init(invocations: Int, logarithmic: Bool, error: Double, between: Double, within: Double?, drift: Double?) {
    self.invocations = invocations
    self.logarithmic = logarithmic
    self.error = error
    self.between = between
    self.within = within
    self.drift = drift
  }

  /// The standard deviation of one invocation's value.
  // checked: binary64.
  public var deviation: Double { error * Double(invocations).squareRoot() }
}
