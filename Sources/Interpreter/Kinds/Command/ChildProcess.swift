internal import CSystem
internal import Glibc

/// Runs a program to its end, or to the end of what it is allowed.
struct ChildProcess {
  var arguments: [String]
  /// All variables it gets.
  var environment: [String: String] = [:]
  /// The most bytes of each of its two streams.
  var outputLimit: Int
  var isCancelled: () -> Bool = { false }
  /// Whether its time is over.
  var isOver: () -> Bool = { false }
  /// Descriptors that it is given as 3, 4 and so on.
  var inherited: [Int32] = []
  /// Called once it was started.
  var begin: () throws(RunFault) -> Void = {}
  /// What it took too much of, looked at all the time.
  var excess: () -> SandboxWatch.Excess? = { nil }
  /// Waits for so many nanoseconds.
  let pause: (_ nanoseconds: UInt64) -> Void

  /// How it ended, with what it said.
  struct Ended: Equatable {
    var ending: Ending
    var output: [UInt8]
    var talk: [UInt8]
  }

  enum Ending: Equatable {
    case exit(Int)
    case signal(Int)
    /// Killed, since its time was over.
    case timedOut
    /// Killed, since a stream grew beyond the limit.
    case saidTooMuch
    /// Killed, since it took too much of something else.
    case tookTooMuch(SandboxWatch.Excess)
    case cancelled
  }

  /// Starts the program and waits for it; its whole process group is killed when it must not go on.
  func run() throws(RunFault) -> Ended {
    var streams = [try Stream(), try Stream()]
    let pid = try start(streams[0].writing, streams[1].writing)
    for index in streams.indices { streams[index].closeWriting() }
    defer { for index in streams.indices { streams[index].closeReading() } }
    var killed: Ending?
    do throws(RunFault) { try begin() } catch {
      _ = try wait(for: pid, killed: .cancelled)
      throw error
    }
    while streams.contains(where: { $0.isOpen }) {
      wait(&streams)
      if killed == nil { killed = reasonToKill(streams) }
      if killed != nil { break }
    }
    return Ended(ending: try wait(for: pid, killed: killed), output: streams[0].bytes, talk: streams[1].bytes)
  }

  /// Waits for the end; a program may close its streams and go on, so its time counts here too.
  private func wait(for pid: pid_t, killed earlier: Ending?) throws(RunFault) -> Ending {
    var killed = earlier
    let end = csystem_process_end(pid)
    defer { if end >= 0 { _ = close(end) } }
    while true {
      if killed == nil { killed = reasonToKill([]) }
      if killed != nil { kill(-pid, SIGKILL) }
      var status: Int32 = 0
      let found = unsafe waitpid(pid, &status, killed == nil ? WNOHANG : 0)
      if found == pid { return killed ?? ChildProcess.ending(status) }
      if found < 0, errno != EINTR { throw RunFault(.lostProcess, "the program's end could not be waited for") }
      if found == 0 { waitABit(for: end) }
    }
  }

  /// Waits until the process has ended, at most 20 ms, or a moment where the system cannot tell.
  private func waitABit(for end: Int32) {
    guard end >= 0 else { return pause(1_000_000) }
    var polled = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
    unsafe _ = poll(&polled, 1, 20)
  }

  private func reasonToKill(_ streams: [Stream]) -> Ending? {
    if isCancelled() { return .cancelled }
    if streams.contains(where: { $0.bytes.count > outputLimit }) { return .saidTooMuch }
    if isOver() { return .timedOut }
    return excess().map { .tookTooMuch($0) }
  }

  private static func ending(_ status: Int32) -> Ending {
    let signal = status & 0x7F
    return signal == 0 ? .exit(Int(status >> 8 & 0xFF)) : .signal(Int(signal))
  }

  private func start(_ output: Int32, _ talk: Int32) throws(RunFault) -> pid_t {
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for text in arguments + variables where text.utf8.contains(0) {
      throw RunFault(.badArgument, "an argument or a variable holds a zero byte")
    }
    var pid: Int32 = 0
    let error = unsafe withCStrings(arguments) { first in
      unsafe withCStrings(variables) { second in
        unsafe inherited.withUnsafeBufferPointer { files in
          unsafe csystem_spawn(first, second, output, talk, files.baseAddress, Int32(files.count), &pid)
        }
      }
    }
    guard let error = error ?? nil, error == 0 else {
      throw RunFault(
        .notStarted, "`\(arguments.first ?? "")` could not be started")
    }
    return pid
  }

  /// Takes what has come on either stream, waiting at most 20 ms.
  private func wait(_ streams: inout [Stream]) {
    var polled = streams.map { pollfd(fd: $0.isOpen ? $0.reading : -1, events: Int16(POLLIN), revents: 0) }
    guard unsafe poll(&polled, nfds_t(polled.count), 20) > 0 else { return }
    for index in streams.indices where polled[index].revents != 0 { streams[index].take(upTo: outputLimit + 1) }
  }
}

/// A pipe whose reading end is ours.
private struct Stream {
  private(set) var reading: Int32
  private(set) var writing: Int32
  private(set) var bytes: [UInt8] = []
  private(set) var isOpen = true

  init() throws(RunFault) {
    var ends: (reading: Int32, writing: Int32) = (-1, -1)
    guard unsafe csystem_pipe(&ends.reading, &ends.writing) == 0 else {
      throw RunFault(.noPipe, "the system gives no pipe", help: "raise `ulimit -n`")
    }
    (reading, writing) = ends
  }

  mutating func closeWriting() { _ = close(writing) }
  mutating func closeReading() { _ = close(reading) }

  mutating func take(upTo limit: Int) {
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    // The buffer is as long as what is asked for.
    let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(reading, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    guard count > 0 else {
      isOpen = false
      return
    }
    bytes.append(contentsOf: chunk.prefix(min(count, max(0, limit - bytes.count))))
  }
}

/// Runs a closure with a list of C strings that ends with a null pointer.
func withCStrings<Result>(
  _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result? {
  var list = unsafe texts.map { unsafe strdup($0) }
  defer { unsafe list.forEach { unsafe free($0) } }
  unsafe list.append(nil)
  // The copies live until the closure has returned.
  return unsafe list.withUnsafeBufferPointer { buffer in unsafe buffer.baseAddress.map { unsafe body($0) } }
}
