internal import Glibc
internal import Synchronization

/// Ctrl-C asks a run to end after the trial under way, and to stop at once when it comes again.
///
/// A polite kill and a terminal that closes ask it to stop at once. At once is after the current sample, epoch or answer; one more ends the
/// process.
enum Interruption {
  private static let asked = Atomic<Int>(0)
  /// What the first Ctrl-C is answered with; written from the signal handler, which may build nothing.
  private static let notices: [Listener: StaticString] = [
    .run: "the trial under way is being finished, then the run ends; Ctrl-C again stops it at once\n",
    .program: "{\"event\":\"ending\"}\n",
    .verification: "the verification stops after the step under way; Ctrl-C again ends the process\n",
  ]
  /// The notice of who listens, found before a signal can come.
  nonisolated(unsafe) private static var notice: StaticString = ""

  /// What a signal ends: a run that a person or a program follows, or a verification.
  enum Listener { case run, program, verification }

  /// Whether the trial under way is to be the last one.
  static var isEnding: Bool { asked.load(ordering: .relaxed) > 0 }
  /// Whether to stop as soon as nothing is lost by it.
  static var isAsked: Bool { asked.load(ordering: .relaxed) > 1 }

  /// What must never end the program by a signal: a reader of its output that goes away, and a file that may not grow.
  static func stayAlive() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Listens from now on.
  static func listen(as listener: Listener) {
    unsafe notice = notices[listener] ?? ""
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
      signal(number) { number in
        // Only what is safe in a signal handler: an atomic number, a write, and back to the default for the next one.
        let count = Interruption.asked.add(number == SIGINT ? 1 : 2, ordering: .relaxed).newValue
        if count > 1 { signal(number, SIG_DFL) } else { Interruption.tell() }
      }
    }
  }

  private static func tell() {
    // A line of progress may stand there.
    let clearing: StaticString = "\r\u{1B}[2K"
    if isatty(STDERR_FILENO) == 1 { unsafe _ = write(STDERR_FILENO, clearing.utf8Start, clearing.utf8CodeUnitCount) }
    unsafe _ = write(STDERR_FILENO, notice.utf8Start, notice.utf8CodeUnitCount)
  }

  /// Whether whoever started the program had it ignore a signal, as `nohup` does.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    let words = unsafe [action.__sigaction_handler.sa_handler, SIG_IGN].map { unsafe unsafeBitCast($0, to: Int.self) }
    return words[0] == words[1]
  }
}
