/// An answer read in one way: bytes in lower case, and where each of them stands in the answer.
struct ScrubberView {
  private(set) var values: [UInt8] = []
  private(set) var starts: [UInt32] = []
  private(set) var ends: [UInt32] = []

  private mutating func append(_ value: UInt8, _ start: Int, _ end: Int) {
    values.append(ScrubberView.lowercased(value))
    starts.append(UInt32(clamping: start))
    ends.append(UInt32(clamping: end))
  }

  static func lowercased(_ byte: UInt8) -> UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// As text, each character plainly or escaped.
  static func text(of bytes: [UInt8]) -> ScrubberView {
    var view = ScrubberView()
    var index = 0
    while let character = EncodedCharacter(bytes, at: index) {
      view.append(character.value, index, character.end)
      index = character.end
    }
    return view
  }

  /// Letters and digits alone, whatever stands between them: `s k - a`, `["s","k"]`.
  var lettersAndDigits: ScrubberView {
    var view = ScrubberView()
    for index in values.indices where ScrubberView.isLetterOrDigit(values[index]) {
      view.append(values[index], Int(starts[index]), Int(ends[index]))
    }
    return view
  }

  /// As codes of bytes: hexadecimal digits, base64 in both alphabets, numbers; each from every place that a byte can begin at.
  ///
  /// White space and punctuation between codes is passed over, and so are line ends that JSON escapes.
  static func coded(_ bytes: [UInt8], _ text: ScrubberView) -> [ScrubberView] {
    let source = ScrubberView.withoutLineEscapes(bytes)
    let hexadecimal = source.symbols(EncodedCharacter.digit, skips: "x0")
    let base64 = source.symbols(ScrubberView.base64, skips: "")
    return (0..<2).map { hexadecimal.bytes(of: 4, from: $0) } + (0..<4).map { base64.bytes(of: 6, from: $0) } + [numbers(in: bytes)]
  }

  /// The answer in its own case, without backslashes and what they make a line end or a tab of.
  private static func withoutLineEscapes(_ bytes: [UInt8]) -> Symbols {
    var source = Symbols()
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
        index += "nrtbf".utf8.contains(bytes[index + 1]) ? 2 : 1
        continue
      }
      source.append(bytes[index], at: index)
      index += 1
    }
    return source
  }

  /// Numbers of one byte, such as `[83, 69, 75]` or `0x53, 0x45`, whatever stands between them but letters.
  private static func numbers(in bytes: [UInt8]) -> ScrubberView {
    var view = ScrubberView()
    var index = 0
    while index < bytes.count {
      guard isDigit(bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      var value = 0
      while index < bytes.count, isDigit(bytes[index]) {
        value = min(value * 10 + Int(bytes[index] - UInt8(ascii: "0")), 1000)
        index += 1
      }
      if let byte = UInt8(exactly: value) { view.append(byte, start, index) }
    }
    return view
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func base64(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }

  /// Bytes or digits with their places, before they are put together to bytes.
  private struct Symbols {
    private var values: [UInt8] = []
    private var places: [UInt32] = []

    mutating func append(_ value: UInt8, at place: Int) {
      values.append(value)
      places.append(UInt32(clamping: place))
    }

    /// The digits among them; a prefix such as `0x` is none.
    func symbols(_ digit: (UInt8) -> UInt8?, skips prefix: String) -> Symbols {
      var digits = Symbols()
      for index in values.indices {
        let isPrefix =
          !prefix.isEmpty && values[index] == UInt8(ascii: "0") && index + 1 < values.count && values[index + 1] | 0x20 == UInt8(ascii: "x")
        guard !isPrefix, let value = digit(values[index]) else { continue }
        digits.append(value, at: Int(places[index]))
      }
      return digits
    }

    /// The bytes that digits of so many bits make, from one of them on.
    func bytes(of bits: Int, from first: Int) -> ScrubberView {
      var view = ScrubberView()
      var (held, count, start) = (UInt32(0), 0, 0)
      for index in values.indices.dropFirst(first) {
        if count == 0 { start = Int(places[index]) }
        held = (held << UInt32(bits) | UInt32(values[index])) & 0xFFFF
        count += bits
        guard count >= 8 else { continue }
        count -= 8
        view.append(UInt8(truncatingIfNeeded: held >> UInt32(count)), start, Int(places[index]) + 1)
        start = Int(places[index])
      }
      return view
    }
  }
}
