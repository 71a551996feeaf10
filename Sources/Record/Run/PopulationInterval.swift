/// What more items of the same kind would give: the 95 % interval of the mean of the source that the items were drawn from.
///
/// The value itself is exact for these items, since all of them were asked; this interval is about others like them.
public struct PopulationInterval: Sendable, Hashable, Codable {
  /// How it was computed.
  public var method: Method
  /// The lower end.
  public var low: Double
  /// The upper end.
  public var high: Double
  /// How many independent units it rests on: items, clusters of items, or the arms of an experiment.
  public var units: Int
  /// The standard error, where the method has one.
  public var error: Double?
  /// The degrees of freedom of the standard error.
  public var freedom: Double?

  /// An interval and what it rests on.
  public init(_ method: Method, low: Double, high: Double, units: Int, error: Double? = nil, freedom: Double? = nil) {
    self.method = method
    self.low = low
    self.high = high
    self.units = units
    self.error = error
    self.freedom = freedom
  }

  /// How an interval follows from the items; the design decides it.
  public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
    /// A share of independent items: Wilson's interval.
    case wilson
    /// A share of items that come in clusters or are repeated: Wilson's interval of the effective number of items, by Student's t.
    case clusteredWilson = "clustered-wilson"
    /// A mean of scores in clusters or repeated, or of very many: the cluster-robust standard error (CR2) and Student's t.
    case clustered
    /// A mean of scores of independent items: the bootstrap by the seed of the plan.
    case bootstrap
    /// A difference of two arms of the same strata: the standard error of their weighted differences.
    case stratified
  }
}
