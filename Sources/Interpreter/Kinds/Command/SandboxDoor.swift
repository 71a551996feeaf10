internal import Attest
internal import CSystem
internal import Glibc

/// The folders that a program writes to, seen from outside; they live as long as the door, also when the sandbox is gone.
final class SandboxDoor {
  private let work: OpenFile
  private let temporary: OpenFile
  private let shared: OpenFile
  private let processes: OpenFile

  /// Opens the folders of the sandbox whose first process is `process`, once they are in place; `nil` where they never are.
  ///
  /// - Parameter marker: A folder outside that lies at `Sandbox.Inside.program` once all else is in place.
  init?(process: Int, marker: String) {
    let root = "/proc/\(process)/root"
    guard SandboxDoor.waits(until: { SandboxDoor.isSame(marker, root + Sandbox.Inside.program) }) else { return nil }
    func folder(_ path: String) -> OpenFile? { try? OpenFile.open(root + path, flags: O_RDONLY | O_DIRECTORY) }
    guard let work = folder(Sandbox.Inside.work), let temporary = folder("/tmp"), let shared = folder("/dev/shm"),
      let processes = folder("/proc")
    else { return nil }
    self.work = work
    self.temporary = temporary
    self.shared = shared
    self.processes = processes
  }

  /// The path of the working folder for this process alone.
  var workPath: String { "/proc/self/fd/\(work.descriptor)" }

  /// Bytes and files that the program keeps.
  func storage() -> (bytes: UInt64, files: UInt64) {
    var sum: (bytes: UInt64, files: UInt64) = (0, 0)
    for descriptor in [work.descriptor, temporary.descriptor, shared.descriptor] {
      var kept: (bytes: UInt64, files: UInt64) = (0, 0)
      guard unsafe csystem_storage(descriptor, &kept.bytes, &kept.files) == 0 else { continue }
      sum.bytes &+= kept.bytes
      sum.files &+= kept.files
    }
    return sum
  }

  /// The number of processes and the bytes of memory that they hold, pages that several hold counted for each.
  func population() -> (processes: UInt64, memory: UInt64) {
    var population: (processes: UInt64, memory: UInt64) = (0, 0)
    for name in names() {
      let fields = text("\(name)/statm").split(separator: " ")
      population.processes &+= 1
      if fields.count > 1, let pages = UInt64(fields[1]) { population.memory &+= pages.multipliedReportingOverflow(by: 4096).partialValue }
    }
    return population
  }

  /// Bytes of memory, each page counted once; costlier to ask for.
  func proportionalMemory() -> UInt64 {
    names().reduce(into: 0) { sum, name in
      for line in text("\(name)/smaps_rollup").split(separator: "\n") where line.hasPrefix("Pss:") {
        let kibibytes = line.split(separator: " ").dropFirst().first.flatMap { UInt64($0) } ?? 0
        sum &+= kibibytes.multipliedReportingOverflow(by: 1024).partialValue
      }
    }
  }

  private func names() -> [String] {
    ((try? processes.names(limit: 100_000)) ?? []).filter { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }

  private func text(_ path: String) -> String {
    guard let file = try? processes.open(path) else { return "" }
    return (try? file.prefix(8192)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private static func isSame(_ first: String, _ second: String) -> Bool {
    var (one, other) = (stat(), stat())
    guard unsafe stat(first, &one) == 0, unsafe stat(second, &other) == 0 else { return false }
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino
  }

  /// The sandbox's own set-up takes some milliseconds; the system's clock counts here, since nothing is measured yet.
  private static func waits(until isReady: () -> Bool) -> Bool {
    for _ in 0..<20_000 {
      if isReady() { return true }
      _ = usleep(250)
    }
    return false
  }
}
