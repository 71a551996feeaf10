internal import Record

extension TextStep {
  /// Writes Chinese numerals as digits: `一百二十三`, `三点五`, `3.5万`, `百分之五` as `5%`, `三分之二` as `2/3`.
  ///
  /// A run of numerals that is no number stays whole, so that no part of it is read by itself.
  static func numerals(_ text: Scalars) -> Scalars {
    var result = Scalars()
    result.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      let first = run(text, at)
      guard !first.isEmpty else {
        result.append(text[at])
        at += 1
        continue
      }
      let (digits, end) = written(text, first, at)
      result += digits
      at = end
    }
    return result
  }

  private static func written(_ text: Scalars, _ first: Scalars, _ place: Int) -> (Scalars, Int) {
    let behind = place + first.count
    if text.has(["分", "之"], at: behind) {
      let second = run(text, behind + 2)
      let end = behind + 2 + second.count
      if let above = digits(second), first == ["百"] { return (above + ["%"], end) }
      if let above = digits(second), let below = digits(first) { return (above + ["/"] + below, end) }
    }
    return (first.contains(where: ChineseNumeral.isNumeral) ? digits(first) ?? first : first, behind)
  }

  /// The longest run of numerals, digits and points at a place, without points at its end.
  private static func run(_ text: Scalars, _ place: Int) -> Scalars {
    guard place < text.count else { return [] }
    var run = Scalars(text[place...].prefix { ChineseNumeral.isNumeral($0) || ScalarKind.isDigit($0) || "点.".unicodeScalars.contains($0) })
    while let last = run.last, "点.".unicodeScalars.contains(last) { run.removeLast() }
    return run
  }

  private static func digits(_ run: Scalars) -> Scalars? {
    run.count <= 64 ? NumberText.plain(run)?.decimalText.map { Scalars($0) } : nil
  }
}
