internal import Record

extension ExtractionRule {
  /// `code`, revision 1: the content of a fenced block of code.
  static let code = ExtractionRule(
    "code", noun: "a block of code", summary: "The content of a fenced block of code.", settings: [language.entry]
  ) { (reply, _, settings) throws(ExtractionFault) in
    let wanted: String?
    do throws(SettingFault) { wanted = try settings.value(language) } catch { throw ExtractionFault(error) }
    let blocks = reply.fences.filter { block in wanted.map { block.isWritten(in: $0) } ?? true }
    let closed = blocks.filter(\.isClosed).map(\.candidate)
    let isAlone = closed.count == 1 && blocks.first.map { reply.body == $0.whole } ?? false
    return Findings(
      strict: isAlone ? closed.first : nil, candidates: closed, lenient: (closed.first ?? blocks.first?.candidate))
  }

  private static let language = Setting<String?>.optional(
    "language", .text, "Only blocks of this language, such as `python`, and blocks that name none.")
}

/// A fenced block of code as CommonMark has it.
struct CodeFence {
  /// The word behind the opening fence, in lower case.
  var language: String
  /// From the opening fence to the closing one.
  var whole: Range<Int>
  var content: Range<Int>
  var isClosed: Bool
  var key: String

  private static let names: [String: String] = [
    "py": "python", "python3": "python", "js": "javascript", "ts": "typescript", "c++": "cpp", "sh": "bash", "shell": "bash", "rs": "rust",
    "golang": "go", "cs": "csharp", "c#": "csharp", "rb": "ruby", "kt": "kotlin", "yml": "yaml",
  ]

  var candidate: Candidate { Candidate(range: content, key: key) }

  func isWritten(in wanted: String) -> Bool {
    let wanted = String(wanted.unicodeScalars.map { Character(Unicode.Scalar(ReplyText.lower($0.value)) ?? $0) })
    return language.isEmpty || (CodeFence.names[language] ?? language) == (CodeFence.names[wanted] ?? wanted)
  }
}

extension ReplyText {
  /// The fenced blocks, in their order; one that is not closed goes to the end.
  var fences: [CodeFence] {
    var fences: [CodeFence] = []
    var open: (mark: UInt32, length: Int, start: Int, content: Int, language: String)?
    var start = 0
    while start <= count {
      var end = start
      while end < count, scalars[end] != 0x0A { end += 1 }
      if let fence = fence(start..<end) {
        if let opened = open {
          if fence.mark == opened.mark, fence.length >= opened.length, fence.info.isEmpty {
            fences.append(block(opened.language, opened.start..<trimmed(start..<end).upperBound, opened.content..<start, isClosed: true))
            open = nil
          }
        } else {
          open = (fence.mark, fence.length, fence.start, min(end + 1, count), fence.info)
        }
      }
      start = end + 1
    }
    if let opened = open { fences.append(block(opened.language, opened.start..<count, opened.content..<count, isClosed: false)) }
    return fences
  }

  private func block(_ language: String, _ whole: Range<Int>, _ content: Range<Int>, isClosed: Bool) -> CodeFence {
    // The line end before the closing fence belongs to it.
    let high =
      content.lowerBound < content.upperBound && self[content.upperBound - 1] == 0x0A && isClosed
      ? content.upperBound - 1 : content.upperBound
    let inner = content.lowerBound..<max(content.lowerBound, high)
    return CodeFence(language: language, whole: whole, content: inner, isClosed: isClosed, key: original(inner))
  }

  /// A line of three or more backticks or tildes, indented by at most three spaces.
  private func fence(_ line: Range<Int>) -> (mark: UInt32, length: Int, start: Int, info: String)? {
    var index = line.lowerBound
    while index < min(line.upperBound, line.lowerBound + 3), self[index] == 0x20 { index += 1 }
    let (start, mark) = (index, self[index])
    guard index < line.upperBound, mark == 0x60 || mark == 0x7E else { return nil }
    while index < line.upperBound, self[index] == mark { index += 1 }
    guard index - start >= 3 else { return nil }
    let info = trimmed(index..<line.upperBound)
    guard !info.contains(where: { self[$0] == 0x60 }) else { return nil }
    let word = info.prefix { self[$0] != 0x20 && self[$0] != 0x7B }
    return (mark, index - start, start, folded(word))
  }
}
