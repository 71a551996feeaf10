public import Attest

/// The text form of an age file: strict PEM (RFC 7468) with lines of 64 characters.
public enum AgeArmor {
  private static let begin = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
  private static let end = Array("-----END AGE ENCRYPTED FILE-----".utf8)

  /// Whether a file seems to be in the text form.
  public static func isArmored(_ bytes: [UInt8]) -> Bool {
    let first = bytes.prefix(1024).drop { isSpace($0) }
    return first.starts(with: begin.prefix(10))
  }

  /// The file in its text form.
  public static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var (text, line) = (begin + [0x0A], 0)
    for byte in Base64.encode(bytes.span) {
      if line == 64 { (line, _) = (0, text.append(0x0A)) }
      text.append(byte)
      line += 1
    }
    return text + (line > 0 ? [0x0A] : []) + end + [0x0A]
  }

  /// The file that a text form holds.
  ///
  /// - Throws: `age-armor`.
  public static func decode(_ text: [UInt8]) throws(AttestFault) -> [UInt8] {
    var lines = text.drop { isSpace($0) }.split(separator: 0x0A, omittingEmptySubsequences: false).map { $0.last == 0x0D ? $0.dropLast() : $0 }
    guard let first = lines.first, first.elementsEqual(begin) else { throw fault("its first line is malformed") }
    lines.removeFirst()
    while let last = lines.last, last.allSatisfy(isSpace) { lines.removeLast() }
    guard let last = lines.popLast(), trimmed(last).elementsEqual(end) else {
      throw fault("its last line is missing or malformed")
    }
    var bytes: [UInt8] = []
    for (index, line) in lines.enumerated() {
      let isLast = index == lines.count - 1
      guard line.count == 64 || isLast && (1...64).contains(line.count) else { throw fault("line \(index + 2) has another length than 64") }
      var isWhole = true
      isWhole = Base64.decode(Array(line).span, into: { bytes.append($0) })
      // Padding may stand at the end alone.
      guard isWhole, isLast || line.last != UInt8(ascii: "=") else { throw fault("line \(index + 2) is not Base64") }
    }
    return bytes
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while let last = line.last, isSpace(last) { line = line.dropLast() }
    return line
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func fault(_ reason: String) -> AttestFault {
    AttestFault("age-armor", "the text form of the age file is damaged: \(reason)", help: "get the file again")
  }
}
