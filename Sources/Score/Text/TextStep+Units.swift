extension TextStep {
  /// Writes the unit behind a number by its symbol, without a space between: `5 kilometres` and `5 公里` become `5km`.
  ///
  /// Nothing is converted: 5 km and 5000 m stay different.
  static func units(_ text: Scalars) -> Scalars {
    var result = Scalars()
    result.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      result.append(text[at])
      at += 1
      guard ScalarKind.isDigit(text[at - 1]) else { continue }
      let gap = text[at...].prefix(4).prefix(while: ScalarKind.isSpace).count
      guard let (symbol, length) = unit(text, at + gap) else { continue }
      result += symbol
      at += gap + length
    }
    return result
  }

  /// The unit at a place, of whole letters or of ideographs.
  private static func unit(_ text: Scalars, _ place: Int) -> (symbol: Scalars, length: Int)? {
    guard place < text.count else { return nil }
    let window = Scalars(text[place...].prefix(16))
    let letters = window.prefix { ScalarKind.isASCIILetter($0) || "°µΩ℃℉%$€£¥".unicodeScalars.contains($0) }.count
    if letters > 0 {
      let word = Scalars(window.prefix(letters)).text
      return (UnitTable.symbols[word] ?? UnitTable.symbols[Normalization.folded(word)]).map { (Scalars($0), letters) }
    }
    for length in stride(from: min(3, window.count), through: 1, by: -1) {
      if let symbol = UnitTable.symbols[Scalars(window.prefix(length)).text] { return (Scalars(symbol), length) }
    }
    return nil
  }
}

/// Symbols of units by their spellings.
enum UnitTable {
  /// Every spelling with its symbol.
  static let symbols: [String: String] = Dictionary(
    uniqueKeysWithValues: rows.flatMap { row in Set(row.dropFirst() + [row[0]]).map { ($0, row[0]) } })

  /// The symbol first, then what else it is called.
  static let rows: [[String]] = [
    ["km", "kilometer", "kilometers", "kilometre", "kilometres", "千米", "公里"],
    ["m", "meter", "meters", "metre", "metres", "米"],
    ["cm", "centimeter", "centimeters", "centimetre", "centimetres", "厘米"],
    ["mm", "millimeter", "millimeters", "millimetre", "millimetres", "毫米"],
    ["mi", "mile", "miles", "英里"],
    ["ft", "foot", "feet", "英尺"],
    ["in", "inch", "inches", "英寸"],
    ["kg", "kilogram", "kilograms", "kilogramme", "kilogrammes", "千克", "公斤"],
    ["g", "gram", "grams", "gramme", "grammes", "克"],
    ["mg", "milligram", "milligrams", "毫克"],
    ["t", "ton", "tons", "tonne", "tonnes", "吨"],
    ["lb", "lbs", "pound", "pounds", "磅"],
    ["l", "L", "liter", "liters", "litre", "litres", "升"],
    ["ml", "mL", "milliliter", "milliliters", "millilitre", "millilitres", "毫升"],
    ["s", "sec", "secs", "second", "seconds", "秒"],
    ["min", "mins", "minute", "minutes", "分钟"],
    ["h", "hr", "hrs", "hour", "hours", "小时"],
    ["d", "day", "days", "天"],
    ["a", "yr", "yrs", "year", "years"],
    ["°C", "°c", "℃", "摄氏度"],
    ["°F", "°f", "℉", "华氏度"],
    ["%", "percent", "pct"],
    ["$", "USD", "usd", "dollar", "dollars", "美元"],
    ["€", "EUR", "eur", "euro", "euros", "欧元"],
    ["¥", "CNY", "cny", "RMB", "rmb", "yuan", "元", "块", "人民币"],
  ]
}
