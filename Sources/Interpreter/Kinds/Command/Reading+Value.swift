internal import Record

extension CommandWork.Reading {
  /// The number that stands after the prefix in the one line of a text that begins with it.
  ///
  /// Complexity: linear in the text, with no memory of its lines: a program may print many.
  ///
  /// - Throws: a local `RunFault` where there is no such line, more than one, or no finite decimal number after the prefix.
  func value(in text: [UInt8]) throws(RunFault) -> Double {
    let prefix = Array(after.utf8)
    var count = 0
    var line: ArraySlice<UInt8> = []
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
      if start < end, text[start..<end].starts(with: prefix) {
        if count == 0 { line = text[start..<end] }
        count += 1
      }
      start = end + 1
    }
    guard count > 0 else { throw fault("no line begins with \"\(after)\"") }
    guard count == 1 else { throw fault("\(count) lines begin with \"\(after)\"") }
    return try number(in: line.dropFirst(prefix.count))
  }

  private func number(in rest: ArraySlice<UInt8>) throws(RunFault) -> Double {
    let word = rest.drop { $0 == 0x20 || $0 == 0x09 }.prefix { $0 != 0x20 && $0 != 0x09 }
    guard isDecimal(word), let number = Double(String(decoding: word, as: UTF8.self)), number.isFinite else {
      throw fault("there is no number after \"\(after)\"")
    }
    return number
  }

  /// Digits with an optional sign, fraction and exponent: no `inf`, no `nan`, no hexadecimal.
  private func isDecimal(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count <= 64, word.contains(where: { isDigit($0) }) else { return false }
    return word.allSatisfy { isDigit($0) || "+-.eE".utf8.contains($0) }
  }

  private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private func fault(_ what: String) -> RunFault {
    RunFault(
      .noReading, "the reading `\(name)` is missing: \(what)", help: "let the program print one line that begins so, with a number behind")
  }
}
