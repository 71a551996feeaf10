internal import Record

/// Counts what a program takes while it runs, beside the limits that the kernel holds.
struct SandboxWatch {
  /// Bytes of memory, with files in memory.
  var memory: UInt64
  var processes: UInt64
  /// Limits that control groups hold already.
  var held: Set<IsolationLayer>

  /// The most files that a program may keep.
  static let fileLimit: UInt64 = 100_000
  /// Nanoseconds between two counts: a processor fills some hundred megabytes in that time.
  static let interval: UInt64 = 20_000_000

  /// What a program took too much of.
  enum Excess: Equatable {
    case memory, processes, files
  }

  /// Looks once; `nil` where all is within the limits.
  func excess(_ door: SandboxDoor) -> Excess? {
    let storage = door.storage()
    if storage.files > SandboxWatch.fileLimit { return .files }
    if held.isSuperset(of: [.cgroupMemory, .cgroupProcesses]) { return nil }
    let population = door.population()
    if population.processes > processes { return .processes }
    guard population.memory &+ storage.bytes > memory else { return nil }
    return door.proportionalMemory() &+ storage.bytes > memory ? .memory : nil
  }
}
