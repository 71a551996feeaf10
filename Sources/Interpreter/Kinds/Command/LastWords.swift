internal import Text

/// The end of what a program wrote, for the reason of a trial that failed.
struct LastWords {
  /// The most lines of a stream that are quoted.
  static let lineLimit = 3
  /// The most characters of a quoted line.
  static let lengthLimit = 200

  /// As the end of a sentence, such as `; standard error ends with "out of memory"`; empty where the program wrote nothing.
  let text: String

  init(_ ended: ChildProcess.Ended) {
    text = LastWords.sentence("standard error", ended.talk) + LastWords.sentence("standard output", ended.output)
  }

  private static func sentence(_ stream: String, _ bytes: [UInt8]) -> String {
    // Long enough for the lines that are quoted, whatever their characters take.
    let end = String(decoding: bytes.suffix((lineLimit + 1) * lengthLimit * 4), as: UTF8.self)
    let lines = end.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }.suffix(lineLimit)
    if lines.isEmpty { return "" }
    return "; \(stream) ends with \"\(lines.map { excerpt($0, limit: lengthLimit) }.joined(separator: " / "))\""
  }
}

extension RunFault {
  /// The same fault with the end of what a program wrote.
  func quoting(_ words: LastWords) -> RunFault { RunFault(code, message + words.text, help: help) }
}
