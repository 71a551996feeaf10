internal import Record

extension CommandWork.Reading {
  /// The number that stands after the prefix in the one line of a text that begins with it.
  ///
  /// - Throws: a local `RunFault` where there is no such line, more than one, or no finite decimal number after the prefix.
  func value(in text: String) throws(RunFault) -> Double {
    let prefix = Array(after.utf8)
    let lines = text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).filter { $0.starts(with: prefix) }
    guard let line = lines.first else { throw fault("no line begins with \"\(after)\"") }
    guard lines.count == 1 else { throw fault("\(lines.count) lines begin with \"\(after)\"") }
    let rest = line.dropFirst(prefix.count).drop { $0 == 0x20 || $0 == 0x09 }
    let word = rest.prefix { $0 != 0x20 && $0 != 0x09 }
    guard isDecimal(Array(word)), let number = Double(String(decoding: word, as: UTF8.self)), number.isFinite else {
      throw fault("there is no number after \"\(after)\"")
    }
    return number
  }

  /// Digits with an optional sign, fraction and exponent: no `inf`, no `nan`, no hexadecimal.
  private func isDecimal(_ word: [UInt8]) -> Bool {
    guard word.count <= 64, word.contains(where: { isDigit($0) }) else { return false }
    return word.allSatisfy { isDigit($0) || "+-.eE".utf8.contains($0) }
  }

  private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private func fault(_ what: String) -> RunFault {
    RunFault(
      .noReading, "the reading `\(name)` is missing: \(what)", help: "let the program print one line that begins so, with a number behind")
  }
}
