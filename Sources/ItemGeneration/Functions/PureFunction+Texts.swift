internal import Record

extension PureFunction {
  static let texts: [PureFunction] = [
    PureFunction("text", [("x", .any)], .text, "`x` as a wording shows it") { (call) throws(EvaluationFault) in
      let text = call.arguments[0].text(in: call.language)
      call.cost += text.utf8.count
      try call.checked(size: text.utf8.count)
      return .text(text)
    },
    PureFunction(
      "decimal", [("x", .number), ("places", .number)], .text, "`x` with so many decimal places (0 to 12), halves away from zero"
    ) {
      (call) throws(EvaluationFault) in
      let (number, places) = (try call.number(0), try call.whole(1, 0...12))
      var scale = Rational(1)
      for _ in 0..<places { scale = scale.multiplied(by: Rational(10)) ?? scale }
      guard let whole = number.multiplied(by: scale)?.rounded else { throw call.fault("does not fit into 128 bits") }
      let digits = String(whole.numerator.magnitude)
      let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
      let sign = whole.numerator < 0 ? "-" : ""
      return .text(places == 0 ? sign + padded : sign + padded.dropLast(places) + "." + padded.suffix(places))
    },
    PureFunction("length", [("x", .any)], .number, "how many characters (Unicode scalars) a text has, or elements a list") {
      (call) throws(EvaluationFault) in
      if case .text = call.arguments[0] { return .integer(try call.scalars(0).count) }
      return .integer(try call.list(0).count)
    },
    PureFunction("upper", [("x", .text)], .text, "`x` with `a` to `z` as capitals") { (call) throws(EvaluationFault) in
      .text(String(decoding: try call.text(0).utf8.map { (97...122).contains($0) ? $0 - 32 : $0 }, as: UTF8.self))
    },
    PureFunction("lower", [("x", .text)], .text, "`x` with `A` to `Z` as small letters") { (call) throws(EvaluationFault) in
      .text(String(decoding: try call.text(0).utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self))
    },
    PureFunction("chars", [("x", .text)], .list(.text), "the characters of a text, one by one") { (call) throws(EvaluationFault) in
      .list(try call.scalars(0).map { .text(String($0)) })
    },
    PureFunction(
      "slice", [("x", .any), ("from", .number), ("to", .number)], of: { $0[0] }, "the part from one place up to another, counted from 0"
    ) {
      (call) throws(EvaluationFault) in
      if case .text = call.arguments[0] {
        let scalars = try call.scalars(0)
        let range = try call.slice(scalars.count)
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        return .text(String(text))
      }
      let elements = try call.list(0)
      return .list(Array(elements[try call.slice(elements.count)]))
    },
    PureFunction("replace", [("x", .text), ("a", .text), ("b", .text)], .text, "`x` with every `a` in it as `b`, from the left") {
      (call) throws(EvaluationFault) in
      let (text, old, new) = (Array(try call.text(0).utf8), try call.text(1), Array(try call.text(2).utf8))
      call.cost += text.count
      let places = TextSearch.places(of: old, in: try call.text(0))
      try call.checked(size: text.count + places.count * new.count)
      var (result, at): ([UInt8], Int) = ([], 0)
      for place in places {
        result += text[at..<place] + new
        at = place + old.utf8.count
      }
      return .text(String(decoding: result + text[at...], as: UTF8.self))
    },
    PureFunction("split", [("x", .text), ("by", .text)], .list(.text), "the parts of a text between another one") {
      (call) throws(EvaluationFault) in
      let (text, separator) = (Array(try call.text(0).utf8), try call.text(1))
      call.cost += text.count
      var (parts, at): ([ItemValue], Int) = ([], 0)
      for place in TextSearch.places(of: separator, in: try call.text(0)) {
        parts.append(.text(String(decoding: text[at..<place], as: UTF8.self)))
        at = place + separator.utf8.count
      }
      return .list(parts + [.text(String(decoding: text[at...], as: UTF8.self))])
    },
    PureFunction("join", [("xs", .list(.any)), ("by", .text)], .text, "the elements as texts, with another text between them") {
      (call) throws(EvaluationFault) in
      let language = call.language
      let text = try call.list(0).map { $0.text(in: language) }.joined(separator: try call.text(1))
      call.cost += text.utf8.count
      try call.checked(size: text.utf8.count)
      return .text(text)
    },
    PureFunction("repeat", [("x", .text), ("n", .number)], .text, "`x`, `n` times") { (call) throws(EvaluationFault) in
      let (text, count) = (try call.text(0), try call.whole(1, 0...Machine.sizeLimit))
      try call.checked(size: text.utf8.count * count)
      call.cost += text.utf8.count * count
      return .text(String(repeating: text, count: count))
    },
    PureFunction("code", [("x", .text)], .number, "the number of a character in Unicode") { (call) throws(EvaluationFault) in
      let scalars = try call.scalars(0)
      guard scalars.count == 1 else { throw call.fault("needs one character, not \(scalars.count)") }
      return .integer(Int(scalars[0].value))
    },
    PureFunction("char", [("n", .number)], .text, "the character of a number in Unicode") { (call) throws(EvaluationFault) in
      guard let scalar = Unicode.Scalar(UInt32(try call.whole(0, 0x20...0x10FFFF))) else { throw call.fault("is no character") }
      return .text(String(scalar))
    },
    PureFunction("plural", [("n", .number), ("one", .text), ("many", .text)], .text, "`one` where `n` is 1, else `many`") {
      (call) throws(EvaluationFault) in .text(try call.number(0) == Rational(1) ? try call.text(1) : try call.text(2))
    },
    PureFunction("ordinal", [("n", .number)], .text, "`1st`, `2nd`, `3rd`; in Chinese `第1`") { (call) throws(EvaluationFault) in
      let number = try call.whole(0, 0...1_000_000)
      return .text(call.language == .zh ? "第\(number)" : "\(number)" + Numerals.ending(number))
    },
    PureFunction("numeral", [("n", .number)], .text, "`n` in words, from 0 to 999,999: `twenty-three`; in Chinese `二十三`") {
      (call) throws(EvaluationFault) in
      let number = try call.whole(0, 0...999_999)
      return .text(call.language == .zh ? Numerals.chinese(number) : Numerals.english(number))
    },
    PureFunction("chinese_numeral", [("n", .number)], .text, "`n` from 0 to 999,999 in Chinese characters, whatever the language") {
      (call) throws(EvaluationFault) in .text(Numerals.chinese(try call.whole(0, 0...999_999)))
    },
  ]
}

extension FunctionCall {
  /// The range of a part, clamped to what there is.
  fileprivate func slice(_ count: Int) throws(EvaluationFault) -> Range<Int> {
    let start = min(max(try whole(1), 0), count)
    return start..<max(start, min(try whole(2), count))
  }
}
