extension Unit {
  /// The unit that a program means by what it prints, `nil` where nobody could tell.
  ///
  /// Beside the symbols of the language these are the spellings that well-known programs use. Letters that stand for two units in the
  /// field (`b`, `K`) and units of a base that the language lacks (bits) are not among them.
  public static func printed(_ text: String) -> Unit? {
    if let unit = named(text.replacingGreekMu) { return unit }
    return spellings.first { $0.text.utf8.elementsEqual(text.utf8) }.flatMap { named($0.symbol) }
  }

  private static let spellings: [(text: String, symbol: String)] = {
    var all: [(String, String)] = [
      ("sec", "s"), ("secs", "s"), ("second", "s"), ("seconds", "s"), ("msec", "ms"), ("millisecond", "ms"), ("milliseconds", "ms"),
      ("usec", "us"), ("microsecond", "us"), ("microseconds", "us"), ("nsec", "ns"), ("nanosecond", "ns"), ("nanoseconds", "ns"),
      ("minute", "min"), ("minutes", "min"), ("hour", "h"), ("hours", "h"), ("percent", "%"), ("per second", "/s"), ("/sec", "/s"),
      ("1/s", "/s"), ("byte", "B"), ("bytes", "B"), ("bytes/s", "B/s"), ("bytes/sec", "B/s"), ("Joule", "J"), ("Joules", "J"),
      ("joules", "J"), ("Watt", "W"), ("Watts", "W"), ("watts", "W"),
    ]
    for prefix in ["", "k", "M", "G", "T"] {
      for flops in ["flops", "FLOPS", "FLOP/s", "Flop/s", "Flops", "FLOPs/s", "flops/s"] { all.append((prefix + flops, prefix + "flop/s")) }
      all.append((prefix + "B/sec", prefix + "B/s"))
    }
    for prefix in ["Ki", "Mi", "Gi", "Ti"] { all.append((prefix + "B/sec", prefix + "B/s")) }
    return all
  }()
}

extension String {
  /// The micro sign for the Greek letter that looks like it; Unicode calls both the same.
  public var replacingGreekMu: String { String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\u{3BC}" ? "\u{B5}" : $0 })) }
}
