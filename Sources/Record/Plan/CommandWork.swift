/// A program, pinned by digest, run in a sandbox.
///
/// Results and metrics as declared.
/// Series: `time` (a whole run each, without the sandbox), `sandbox` (what it took).
public struct CommandWork: Sendable, Hashable, Codable {
  /// The input id of the program file; it is run as `argv[0]`.
  public var program: String
  /// What follows `argv[0]`.
  public var arguments: [String]
  /// Variables that are set; nothing else is inherited.
  public var environment: [String: String]
  /// Files the program must leave in its working directory; each becomes a result, its digest.
  public var outputs: [Output]
  /// Numbers read from what the program wrote.
  public var readings: [Reading]

  /// Layers of the sandbox without which it is not run; absent where it needs none.
  public var isolation: [IsolationLayer]?

  /// Devices that it is given, by their paths below `/dev`, such as `nvidia0`; absent where it gets none.
  public var devices: [String]?

  /// A command that is run once before the first run, untimed; absent where there is none.
  ///
  /// What it leaves in its working folder is the folder `/setup` of all runs.
  public var setup: [String]?
  /// A command that is run once after the last run, untimed, also after a failure or an interruption; absent where there is none.
  public var teardown: [String]?

  /// A program with what it gets and what it leaves.
  public init(
    program: String, arguments: [String], environment: [String: String], outputs: [Output], readings: [Reading],
    isolation: [IsolationLayer]? = nil, devices: [String]? = nil, setup: [String]? = nil, teardown: [String]? = nil
  ) {
    self.setup = setup
    self.teardown = teardown
    self.devices = devices
    self.isolation = isolation
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.outputs = outputs
    self.readings = readings
  }

  /// A file that the program leaves.
  public struct Output: Sendable, Hashable, Codable {
    /// The name of the output among the results and artefacts.
    public var name: String
    /// `stdout`, or a file name in the working directory.
    public var file: String
    /// Whether a re-execution must reproduce it.
    public var isResult: Bool

    /// An output that is read from a file.
    public init(name: String, file: String, isResult: Bool) {
      self.name = name
      self.file = file
      self.isResult = isResult
    }
  }
}
