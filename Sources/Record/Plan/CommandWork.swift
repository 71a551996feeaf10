/// A program, pinned by digest, run in a sandbox.
///
/// Results and metrics as declared.
/// Series: `time` (a whole run each).
public struct CommandWork: Sendable, Hashable, Codable {
  /// The input id of the program file; it is run as `argv[0]`.
  public var program: String
  public var arguments: [String]
  /// Variables that are set; nothing else is inherited.
  public var environment: [String: String]
  /// Files the program must leave in its working directory; each becomes a result, its digest.
  public var outputs: [Output]
  /// Numbers read from standard output.
  public var readings: [Reading]

  public init(program: String, arguments: [String], environment: [String: String], outputs: [Output], readings: [Reading]) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.outputs = outputs
    self.readings = readings
  }

  public struct Output: Sendable, Hashable, Codable {
    public var name: String
    /// `stdout`, or a file name in the working directory.
    public var file: String
    public var isResult: Bool

    public init(name: String, file: String, isResult: Bool) {
      self.name = name
      self.file = file
      self.isResult = isResult
    }
  }

  /// A number that stands in a line of standard output after a fixed prefix.
  public struct Reading: Sendable, Hashable, Codable {
    public var name: String
    public var after: String
    public var dimension: Dimension
    public var direction: Direction
    /// A result must come out the same again; a measurement need not.
    public var origin: MetricOrigin

    public init(name: String, after: String, dimension: Dimension, direction: Direction, origin: MetricOrigin) {
      self.name = name
      self.after = after
      self.dimension = dimension
      self.direction = direction
      self.origin = origin
    }
  }
}
