internal import Glibc
internal import Synchronization

/// Ctrl-C, a polite kill and a terminal that closes ask a run to stop after the current sample; a second one stops it at once.
enum Interruption {
  private static let asked = Atomic<Bool>(false)

  static var isAsked: Bool { asked.load(ordering: .relaxed) }

  static func listen() {
    // A file that may not grow is then an error to report, not a death.
    signal(SIGXFSZ, SIG_IGN)
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
      signal(number) { number in
        // Only what is safe in a signal handler: an atomic flag, and back to the default for the next one.
        Interruption.asked.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }

  /// Whether whoever started the program had it ignore a signal, as `nohup` does.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    let words = unsafe [action.__sigaction_handler.sa_handler, SIG_IGN].map { unsafe unsafeBitCast($0, to: Int.self) }
    return words[0] == words[1]
  }
}
