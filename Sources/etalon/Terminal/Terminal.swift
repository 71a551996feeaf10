internal import CSystem
internal import CommandTree
internal import Glibc
internal import Interpreter
internal import Text

/// Standard output for results, standard error for talk; colour only where a person looks.
struct Terminal: Sendable {
  let printStyle: Style
  let talkStyle: Style
  /// Cells in a line of standard output.
  let width: Int
  /// Whether standard error is a terminal, so that a line may be redrawn.
  let isLive: Bool
  /// Whether standard output is a terminal, so that a person reads it.
  let isPrintingToPerson: Bool

  static var current: Terminal {
    let plain = environment("NO_COLOR").map { !$0.isEmpty } ?? false || environment("TERM") == "dumb"
    return Terminal(
      printStyle: Style(isEnabled: !plain && isatty(STDOUT_FILENO) == 1),
      talkStyle: Style(isEnabled: !plain && isatty(STDERR_FILENO) == 1),
      width: columns(of: STDOUT_FILENO) ?? 80,
      isLive: isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb",
      isPrintingToPerson: isatty(STDOUT_FILENO) == 1)
  }

  /// The value of an environment variable.
  static func environment(_ name: String) -> String? {
    unsafe getenv(name).flatMap { unsafe String(validatingCString: $0) }
  }

  private static func columns(of descriptor: Int32) -> Int? {
    let count = etalon_terminal_columns(descriptor)
    return count > 0 ? min(Int(count), 160) : nil
  }

  /// Writes a result to standard output, ending the line if it does not end by itself.
  func print(_ text: String) { write(ended(text), to: STDOUT_FILENO) }

  /// Writes result bytes to standard output as they are.
  func print(bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// Writes bytes to a file, or to standard output for `-`.
  func deliver(_ bytes: [UInt8], to path: PathArgument) throws(Failure) {
    switch path {
    case .standardStream: print(bytes: bytes)
    case .file(let path): try orFail { try Files.replace(path, bytes) }
    }
  }

  /// Says something to the person, on standard error.
  func talk(_ text: String) { write(ended(text), to: STDERR_FILENO) }

  /// Replaces the current line of standard error, cut to what fits into it now; only where it is a terminal.
  func redraw(_ text: String) {
    guard isLive else { return }
    // In the last column a terminal may go on to the next line.
    let line = fitted(text, to: max(1, (Terminal.columns(of: STDERR_FILENO) ?? 80) - 1))
    write(Array("\r\u{1B}[2K\(line)".utf8), to: STDERR_FILENO)
  }

  /// Says what went wrong and what to do about it.
  func complain(_ failure: Failure) {
    var text = talkStyle.error("error[\(failure.code)]") + ": " + failure.message
    if let help = failure.help { text += "\n" + talkStyle.hint("help") + ": " + help }
    talk(text)
  }

  /// Ends the process without running anything else.
  func leave(with status: ExitStatus) -> Never { exit(status.rawValue) }

  private func ended(_ text: String) -> [UInt8] {
    text.isEmpty || text.hasSuffix("\n") ? Array(text.utf8) : Array(text.utf8) + [0x0A]
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      // A reader that went away (`| head`) is not an error of ours.
      if count < 0, errno != EINTR { return }
      if count > 0 { rest = rest.dropFirst(count) }
    }
  }
}
