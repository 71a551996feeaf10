internal import Glibc

/// What a sandbox is started with besides its command line: it waits at a gate until its folders are open from outside.
final class SandboxEntrance {
  private let filter: FileEnd?
  private let information: (reading: FileEnd, writing: FileEnd)
  private let gate: (reading: FileEnd, writing: FileEnd)
  private let marker: String
  /// The folders, once the sandbox has been let go.
  private(set) var door: SandboxDoor?
  /// When the gate was opened, by the clock that was handed in.
  private(set) var opened: UInt64?

  /// - Parameter marker: The folder outside that lies at `Sandbox.Inside.program`.
  init(marker: String) throws(RunFault) {
    filter = try SystemCallFilter.file()
    information = try FileEnd.pipe()
    gate = try FileEnd.pipe()
    self.marker = marker
  }

  /// Descriptors for the program to inherit, which become 3, 4 and 5.
  var inherited: [Int32] { [information.writing.number, gate.reading.number] + (filter.map { [$0.number] } ?? []) }

  /// The options of bubblewrap that name them.
  static var options: [String] {
    ["--info-fd", "3", "--block-fd", "4"] + (SystemCallFilter.bytes == nil ? [] : ["--seccomp", "5"])
  }

  /// Opens the folders and then the gate, once the program was started; a sandbox that cannot be made says so on its own.
  func open(at clock: () -> UInt64 = { MonotonicClock.now }, isCancelled: () -> Bool) throws(RunFault) {
    information.writing.close()
    gate.reading.close()
    filter?.close()
    guard let process = firstProcess(isCancelled) else { return }
    door = SandboxDoor(process: process, marker: marker)
    guard door != nil else {
      throw RunFault(
        .sandboxFailed, "the folders of the sandbox cannot be looked into", help: "use a bubblewrap that is not installed setuid")
    }
    opened = clock()
    gate.writing.signal()
    gate.writing.close()
  }

  /// The path of the working folder, for this process alone.
  var workPath: String { door?.workPath ?? "/nonexistent" }

  /// What the program took too much of.
  func excess(by watch: SandboxWatch) -> SandboxWatch.Excess? { door.flatMap { watch.excess($0) } }

  /// The number of the sandbox's first process, which bubblewrap writes as JSON; `nil` where it ended without.
  private func firstProcess(_ isCancelled: () -> Bool) -> Int? {
    var text: [UInt8] = []
    while !isCancelled(), text.count < 4096 {
      guard let more = information.reading.read(upTo: 1024, waiting: 50) else { continue }
      if more.isEmpty { break }
      text += more
      if more.contains(UInt8(ascii: "}")) { break }
    }
    let parts = String(decoding: text, as: UTF8.self).split(separator: "\"child-pid\":", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    return Int(trimmed(parts[1].prefix { $0 == " " || $0.isNumber }))
  }
}
