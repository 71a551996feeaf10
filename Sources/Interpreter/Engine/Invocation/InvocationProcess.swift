internal import CSystem
internal import Glibc
internal import Record

/// A fresh process that takes samples of a trial, as its run sees it: it asks for what it reads, and the run hands that over.
struct InvocationProcess {
  private let path: String
  private let context: TrialContext
  private let bench: Bench

  init(_ path: String, _ context: TrialContext, _ bench: Bench) {
    (self.path, self.context, self.bench) = (path, context, bench)
  }

  /// Starts the process and serves it until it says what came of the trial; it is gone when this returns.
  func outcome() throws(RunFault) -> TrialOutcome {
    var ends: [Int32] = [-1, -1]
    guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw RunFault(.noPipe, "the system gives no socket", help: "raise `ulimit -n`")
    }
    defer { _ = close(ends[0]) }
    let started = Result { () throws(RunFault) in try start(giving: ends[1]) }
    _ = close(ends[1])
    let pid = try started.get()
    var isGone = false
    defer { if !isGone { end(pid) } }
    let channel = InvocationChannel(descriptor: ends[0], wait: { () throws(RunFault) in if context.isCancelled() { throw .interrupted } })
    try channel.send(.order, InvocationOrder(context))
    if let outcome = try serve(channel) { return outcome }
    isGone = true
    throw .lostInvocation("\(words(waited(for: pid))) before it said what came of the trial")
  }

  private func start(giving end: Int32) throws(RunFault) -> pid_t {
    let nowhere = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { _ = close(nowhere) }
    var pid: Int32 = 0
    var handed = end
    // The list ends with a null pointer, and lives while the call runs; the process has the variables of this one.
    let error = unsafe withCStrings([path, InvocationServer.word]) { list in
      unsafe csystem_spawn(list, csystem_environment(), nowhere, nowhere, &handed, 1, &pid)
    }
    guard let error, error == 0 else { throw RunFault(.notStarted, "the process of an invocation could not be started") }
    return pid
  }

  /// Answers the process; `nil` where it is gone.
  private func serve(_ channel: InvocationChannel) throws(RunFault) -> TrialOutcome? {
    while let (kind, bytes) = try channel.receive() {
      switch kind {
      case .input: try answer(channel) { () throws(RunFault) in try context.input(String(decoding: bytes, as: UTF8.self)) }
      case .artifact:
        let names = String(decoding: bytes, as: UTF8.self).split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
        try answer(channel) { () throws(RunFault) in try context.artifact(names.first ?? "", names.last ?? "") }
      case .progress:
        if let progress = try InvocationChannel.record(bytes, as: InvocationProgress.self).progress { context.progress(progress) }
      case .fault: throw try InvocationChannel.record(bytes, as: InvocationFault.self).fault
      case .yield:
        return try InvocationChannel.record(bytes, as: InvocationYield.self).outcome { () throws(RunFault) in
          guard let piece = try channel.receive(), piece.kind == .bytes else { throw .lostInvocation("sent less than it said") }
          return piece.bytes
        }
      case .order, .bytes: throw .lostInvocation("sent what nobody asked for")
      }
    }
    return nil
  }

  private func answer(_ channel: InvocationChannel, _ bytes: () throws(RunFault) -> [UInt8]) throws(RunFault) {
    let found: [UInt8]
    do throws(RunFault) { found = try bytes() } catch { return try channel.send(.fault, InvocationFault(error)) }
    try channel.send(.bytes, found)
  }

  private func end(_ pid: pid_t) {
    _ = kill(-pid, SIGKILL)
    _ = waited(for: pid)
  }

  private func waited(for pid: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return status
  }

  private func words(_ status: Int32) -> String {
    let signal = status & 0x7F
    return signal == 0 ? "ended with status \(status >> 8 & 0xFF)" : "was ended by signal \(signal)"
  }
}
