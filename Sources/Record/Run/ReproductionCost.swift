/// What it is expected to take to execute cells of a bundle again, on the host that verifies.
public struct ReproductionCost: Sendable, Hashable, Codable {
  /// The cells with everything they need, in plan order.
  public var cells: [Cell]
  /// Inputs of these cells that are not here, by id.
  public var missing: [String]

  /// What one cell takes.
  public struct Cell: Sendable, Hashable, Codable {
    /// The id of the cell.
    public var node: String
    /// Its trials that are executed.
    public var trials: Int
    /// Seconds of all these trials; absent where the bundle has no time of the cell.
    public var seconds: Double?
    /// Bytes of memory, as the plan counts or bounds them; absent where it tells nothing.
    public var memory: U64?
    /// How many times longer a second of the recorded host takes here, by the peaks that both fingerprints declare.
    public var scale: Double

    /// What one cell takes.
    public init(node: String, trials: Int, seconds: Double?, memory: U64?, scale: Double) {
      self.node = node
      self.trials = trials
      self.seconds = seconds
      self.memory = memory
      self.scale = scale
    }
  }

  /// A cost of cells.
  public init(cells: [Cell], missing: [String]) {
    self.cells = cells
    self.missing = missing
  }

  /// Seconds of all cells whose time is known.
  public var seconds: Double { cells.reduce(0) { $0 + ($1.seconds ?? 0) } }

  /// Bytes that the largest cell takes; absent where none is known.
  public var memory: U64? { cells.compactMap(\.memory).max { $0.value < $1.value } }

  /// Cells of which no time is on record.
  public var untimed: [String] { cells.filter { $0.seconds == nil }.map(\.node) }
}
