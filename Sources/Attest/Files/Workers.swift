// Threads of the system, for work that waits on disks and hashes: the pure core knows nothing of them.
internal import CSystem
internal import Glibc
internal import Record
internal import Synchronization

/// Does numbered pieces of work on a few threads, each on its own part of the work, and waits for all of them.
enum Workers {
  /// More threads than this only wait for the disk.
  static let most = 16

  /// The processors that this process may use, at most ``most``.
  static var count: Int {
    var processors = [Int32](repeating: 0, count: 1024)
    let found = unsafe processors.withUnsafeMutableBufferPointer { unsafe csystem_affinity($0.baseAddress, Int32($0.count)) }
    return min(max(1, Int(found)), most)
  }

  /// Runs the same work on so many threads, the caller's among them.
  static func run(_ threads: Int, _ work: @escaping @Sendable () -> Void) {
    var started: [pthread_t] = []
    for _ in 1..<max(1, threads) {
      let argument = unsafe Unmanaged.passRetained(Work(work))
      var thread = pthread_t()
      let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
        if let argument = unsafe argument { unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }
      // Where the system gives no thread, those that there are do the work.
      guard unsafe pthread_create(&thread, nil, start, argument.toOpaque()) == 0 else {
        unsafe argument.release()
        break
      }
      started.append(thread)
    }
    work()
    for thread in started { pthread_join(thread, nil) }
  }

  private final class Work: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}

extension BundleFolder {
  /// The digests of files, those that cannot be read left out; hashed by several threads where that is worth it.
  func digests(of paths: [String], threads: Int = Workers.count) -> [String: Digest] {
    let next = Atomic(0)
    let digests = Mutex<[String: Digest]>([:])
    let bytes = paths.reduce(0) { $0 &+ (files[$1] ?? 0) }
    Workers.run(bytes < 1 << 20 ? 1 : min(threads, paths.count)) {
      var buffer = [UInt8](repeating: 0, count: min(SHA256.pieceBytes, max(bytes, 1)))
      var own: [String: Digest] = [:]
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < paths.count else { break }
        own[paths[index]] = self.digest(paths[index], through: &buffer)
      }
      digests.withLock { $0.merge(own) { first, _ in first } }
    }
    return digests.withLock { $0 }
  }
}
