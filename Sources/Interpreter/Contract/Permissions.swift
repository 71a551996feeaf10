internal import Record

/// What the user allowed a stranger's spec to do beyond computing.
public struct Permissions: Sendable, Hashable {
  /// Whether programs may be run (in the sandbox).
  public var commands: Bool
  /// Hosts that may be spoken to, `name` or `name:port`.
  public var network: [String]
  /// Folders outside the spec's own whose files it may name.
  public var files: [String]
  /// Devices that programs may be given, by their paths below `/dev`.
  public var devices: [String]
  /// The most that a spec may give its programs.
  public var ceiling: CommandCeiling

  /// Permissions; without arguments nothing is allowed.
  public init(
    commands: Bool = false, network: [String] = [], files: [String] = [], devices: [String] = [], ceiling: CommandCeiling = .standard
  ) {
    self.commands = commands
    self.devices = devices
    self.network = network
    self.files = files
    self.ceiling = ceiling
  }

  /// As `run.json` lists them; folders are nobody's business.
  var list: [String] {
    Permissions.sorted(
      (commands ? ["command"] : []) + devices.map { "device=\($0)" } + (files.isEmpty ? [] : ["files"])
        + network.map { "network=\($0)" })
  }

  /// Entries of such a list in order, each once.
  static func sorted(_ entries: [String]) -> [String] { Set(entries).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}

extension Permissions {
  /// Refuses to run a program of a stranger's where that was not allowed.
  ///
  /// - Throws: `notAllowed`.
  func requirePrograms() throws(RunFault) {
    if !commands { throw .notAllowed("--allow command") }
  }

  /// Why a program may not have its devices; `nil` where it may.
  func missing(for work: CommandWork) -> RunFault? {
    work.devices?.first { !devices.contains($0) }.map { .notAllowed("--allow device=\($0)") }
  }
}

extension RunFault {
  /// A permission that was not given, by the option that gives it.
  static func notAllowed(_ option: String) -> RunFault {
    RunFault(.notAllowed, "needs the permission `\(option)`", help: "add `\(option)`")
  }
}
