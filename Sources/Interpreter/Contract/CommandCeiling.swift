internal import Record

/// The most that a spec may give its programs; only the user's own configuration raises it.
public struct CommandCeiling: Sendable, Hashable {
  /// Bytes of memory, with files in memory.
  public var memory: UInt64
  /// Bytes of each output.
  public var output: UInt64
  /// Bytes of files in the working folder, and as many in `/tmp`.
  public var storage: UInt64
  /// Processes and threads at one time.
  public var processes: UInt64

  /// What holds where the user's configuration says nothing.
  public static let standard = CommandCeiling(memory: 4 << 30, output: 256 << 20, storage: 1 << 30, processes: 512)

  /// A ceiling in bytes and processes.
  public init(memory: UInt64, output: UInt64, storage: UInt64, processes: UInt64) {
    (self.memory, self.output, self.storage, self.processes) = (memory, output, storage, processes)
  }

  /// Refuses limits of a spec that lie above the ceiling.
  ///
  /// - Throws: a local `RunFault` with the code `above-ceiling`.
  func require(_ limits: Limits) throws(RunFault) {
    for (name, asked, most) in [("memory", limits.memory?.value, memory), ("output", limits.output?.value, output)] {
      guard let asked, asked > most else { continue }
      throw RunFault(
        .aboveCeiling, "`limits.\(name)` asks for \(asked) bytes, and programs may have \(most) here",
        help: "lower it, or write `\(name): \(asked)` into `limits.yaml` of your own configuration")
    }
  }
}
