internal import Record
internal import Text

/// What a text may mean where a number has to stand.
enum NumberHint {
  /// How to write the whole number that a text means, or `nil`.
  static func whole(_ scalar: Scalar) -> String? {
    let text = scalar.text
    if let name = parameter(text) { return "a parameter is taken in as `\"${\(name)}\"`" }
    if text.hasPrefix("v"), let number = UInt64(text.dropFirst()) { return "write `\(number)`" }
    guard let first = text.utf8.first, isDigit(first) else { return nil }
    let digits = text.filter { $0 != "," && $0 != "_" && $0 != " " }
    if let number = NumberScan(Array(digits.utf8), from: 0), let value = number.value, value.denominator == 1,
      number.range.upperBound == digits.utf8.count || !digits.utf8.dropFirst(number.range.upperBound).contains(where: isDigit)
    {
      let suffix = String(digits.dropFirst(number.range.upperBound))
      let scale: [String: Int128] = ["k": 1000, "K": 1000, "Ki": 1024, "M": 1_000_000, "Mi": 1 << 20]
      let scaled = scale[suffix].flatMap { value.multiplied(by: Rational($0, over: 1) ?? Rational(1)) } ?? value
      return "write `\(scaled)`"
    }
    return nil
  }

  /// The number that a share is meant to be in per cent, or `nil`.
  static func percent(_ value: Rational, _ bounds: NumberBounds, _ text: String) -> String? {
    guard let high = bounds.high, high.denominator == 1 ? high == Rational(1) : true, Rational(1) < value,
      let share = value.divided(by: Rational(100)), bounds.contains(share)
    else { return nil }
    if text.utf8.last == UInt8(ascii: "%") { return "a share is at most all of it, `100%`" }
    return "as a share it is at most 1; write `\(printable(text))%`"
  }

  /// `$name`, `{name}`, `$(name)` and `%name%` of other tools.
  private static func parameter(_ text: String) -> String? {
    let forms = [("$(", ")"), ("{{", "}}"), ("{", "}"), ("<", ">"), ("%", "%"), ("$", "")]
    for (opening, closing) in forms where text.hasPrefix(opening) && text.hasSuffix(closing) && text.count > opening.count + closing.count {
      let name = text.dropFirst(opening.count).dropLast(closing.count).filter { $0 != " " }
      if isLanguageName(String(name)) { return String(name) }
    }
    return nil
  }
}

/// The unit that was probably meant by one that the language does not have.
enum UnitHint {
  /// A help on an unknown unit; `dimension` is what the place wants, where that is known.
  static func help(for symbol: String, _ dimension: Dimension?) -> String {
    let units = Unit.all.filter { dimension == nil || $0.dimension == dimension }.map(\.symbol)
    let meant = meanings(of: symbol).filter(units.contains).prefix(dimension == nil ? 2 : 4)
    if !meant.isEmpty { return "did you mean \(listed(Array(meant), joining: "or"))?" }
    if symbol.hasSuffix("bps") || symbol.lowercased().hasSuffix("bit") || symbol.lowercased().hasSuffix("bit/s") {
      return "bits are written in bytes: eight `Gbit/s` are one `GB/s`"
    }
    if let near = didYouMean(symbol, among: units), symbol.utf8.count > 1 { return "did you mean `\(near)`?" }
    guard let dimension else { return "such as `ms`, `s`, `MiB`, `GB/s`, `Gflop/s`, `/s`, `%`" }
    return "units of \(dimension.noun) are \(listed(units))"
  }

  /// Symbols of the language that a word of another language of units stands for.
  private static func meanings(of symbol: String) -> [String] {
    let folded = symbol.lowercased().filter { $0 != "." && $0 != " " }
    if let known = words[folded] { return known }
    let same = Unit.all.map(\.symbol).filter { $0.lowercased() == folded }
    if !same.isEmpty { return folded.hasPrefix("kb") ? same + ["Ki" + same[0].dropFirst()] : same }
    if let prefix = folded.first, let large = ["k": "k", "m": "M", "g": "G", "t": "T"][prefix] {
      switch folded.dropFirst() {
      case "": return [large + "B", large.uppercased() + "iB", large + "flop/s"]
      case "bps" where symbol.dropFirst().hasPrefix("B"): return [large + "B/s"]
      case "flops", "flop/s", "flop", "op/s", "ops", "ops/s": return [large + "flop/s"]
      case "b/sec", "byte/s", "bytes/s": return [large + "B/s"]
      case "byte", "bytes": return [large + "B"]
      case "ib/sec": return [large.uppercased() + "iB/s"]
      default: break
      }
    }
    // A count of something in each second: `tokens/s`, `req/sec`.
    return folded.hasSuffix("/s") || folded.hasSuffix("/sec") || folded.hasSuffix("/second") ? ["/s"] : []
  }

  private static let words: [String: [String]] = {
    var words: [String: [String]] = [
      "d": ["h"], "day": ["h"], "days": ["h"], "m": ["min", "ms", "MB", "MiB"], "flops": ["flop/s"], "flop": ["flop/s"], "watt": ["W"],
      "watts": ["W"],
      "joule": ["J"], "joules": ["J"], "percent": ["%"], "pct": ["%"], "byte": ["B"], "bytes": ["B"],
    ]
    for (unit, names) in [
      ("s", "sec secs second seconds"), ("ms", "msec msecs millis millisecond milliseconds"), ("us", "usec usecs microsecond microseconds"),
      ("ns", "nsec nsecs nanosecond nanoseconds"), ("min", "mins minute minutes"), ("h", "hr hrs hour hours"),
      ("/s", "qps rps tps fps ips 1/s s-1"),
    ] {
      for name in names.split(separator: " ") { words[String(name)] = [unit] }
    }
    return words
  }()
}
