internal import Glibc
internal import Synchronization

/// Ctrl-C asks a run to end after the trial under way, and to stop at once when it comes again.
///
/// A polite kill and a terminal that closes ask it to stop at once. At once is after the current sample, epoch or answer; one more ends the
/// process.
enum Interruption {
  private static let asked = Atomic<Int>(0)
  /// What is written from the signal handler, which may build nothing.
  private static let notice: StaticString = "\r\u{1B}[2Kthe run ends after this trial; Ctrl-C again stops it at once\n"

  /// Whether the trial under way is to be the last one.
  static var isEnding: Bool { asked.load(ordering: .relaxed) > 0 }
  /// Whether to stop as soon as nothing is lost by it.
  static var isAsked: Bool { asked.load(ordering: .relaxed) > 1 }

  /// What must never end the program by a signal: a reader of its output that goes away, and a file that may not grow.
  static func stayAlive() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  static func listen() {
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
      signal(number) { number in
        // Only what is safe in a signal handler: an atomic number, a write, and back to the default for the next one.
        let count = Interruption.asked.add(number == SIGINT ? 1 : 2, ordering: .relaxed).newValue
        if count > 1 { signal(number, SIG_DFL) } else { Interruption.tell() }
      }
    }
  }

  private static func tell() {
    guard isatty(STDERR_FILENO) == 1 else { return }
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
