internal import Text

/// Where a reply begins behind the reasoning that its model wrote between tags.
enum Reasoning {
  private static let names = ["think", "thinking", "thought", "reasoning", "reason", "analysis"]
  private static let opening = names.map { "<\($0)>" } + ["◁think▷", "<|begin_of_thought|>"]
  private static let closing = names.map { "</\($0)>" } + ["◁/think▷", "<|end_of_thought|>"]

  /// The first byte behind the last closing tag, or behind everything where reasoning begins the reply and never ends; white space behind
  /// a tag does not count.
  static func end(in text: String) -> Int {
    let bytes = text.utf8
    guard bytes.contains(UInt8(ascii: "<")) || bytes.contains(0xE2) else { return 0 }
    let all = Array(bytes)
    let begin = all.firstIndex { !isBlank($0) } ?? 0
    let isOpened = opening.contains { all[begin...].starts(with: $0.utf8) }
    guard let end = closing.compactMap({ lastEnd(of: Array($0.utf8), in: all) }).max() else { return isOpened ? all.count : 0 }
    // A tag that opens in the middle of the text is part of the text.
    guard isOpened || !opensInside(all) else { return 0 }
    return all[end...].firstIndex { !isBlank($0) } ?? all.count
  }

  /// Whether a tag opens before the first one that closes.
  private static func opensInside(_ bytes: [UInt8]) -> Bool {
    let first = closing.compactMap { bytes.firstRange(ofBytes: Array($0.utf8))?.lowerBound }.min() ?? bytes.count
    return opening.contains { bytes[..<first].firstRange(ofBytes: Array($0.utf8)) != nil }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func lastEnd(of mark: [UInt8], in bytes: [UInt8]) -> Int? {
    var at = bytes.count - mark.count
    while at >= 0 {
      if bytes[at] == mark[0], bytes[at...].starts(with: mark) { return at + mark.count }
      at -= 1
    }
    return nil
  }
}
