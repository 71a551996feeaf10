internal import Record

extension ExtractionRule {
  /// `json`, revision 1: the value at a path of a JSON reply.
  static let json = ExtractionRule(
    "json", noun: "a value of JSON", summary: "The value at a path of a reply in JSON.", settings: [path.entry]
  ) { (reply, _, settings) throws(ExtractionFault) in
    let steps: [String]
    do throws(SettingFault) { steps = try settings.value(path).split(separator: ".").map(String.init) } catch {
      throw ExtractionFault(error)
    }
    let whole = JSONPlace(reply, reply.body, steps)
    let fenced = reply.fences.filter { $0.isClosed && $0.isWritten(in: "json") }.compactMap {
      JSONPlace(reply, reply.trimmed($0.content), steps)
    }
    let found = (whole.map { [$0] } ?? fenced).map { $0.candidate(reply) }
    return Findings(
      strict: whole?.candidate(reply), candidates: found, lenient: found.last ?? JSONPlace(firstObjectOf: reply, steps)?.candidate(reply))
  }

  private static let path = Setting<String>.standard(
    "path", .text, "answer", "The way to the value: names and list positions with dots between, such as `result.0.answer`.")
}

/// A scalar value at a path of a JSON text, with the place where it stands.
struct JSONPlace {
  /// Of a text the part between its quotes.
  private var range: Range<Int>
  private var value: JSON

  /// Finds the value at a path in a range that has to be one JSON value; `nil` where it is none, or there is no text, number or truth value.
  init?(_ reply: ReplyText, _ range: Range<Int>, _ steps: [String]) {
    guard let first = range.first, reply.has("{[", first) else { return nil }
    let limits = JSON.Limits(depth: 64, bytes: 1 << 20, nodes: 50_000)
    guard let whole = try? JSON(parsing: Array(reply.original(range).utf8), limits: limits) else { return nil }
    var scan = JSONScan(reply, at: range.lowerBound)
    guard let place = scan.value(at: steps[...]), let value = whole.value(at: steps[...]) else { return nil }
    switch value {
    case .string, .number, .bool: (self.range, self.value) = (place, value)
    default: return nil
    }
  }

  /// The same of the first `{` from which a JSON value goes to its closing brace.
  init?(firstObjectOf reply: ReplyText, _ steps: [String]) {
    var tries = 0
    for index in reply.scalars.indices where reply[index] == 0x7B {
      tries += 1
      guard tries <= 16 else { return nil }
      var scan = JSONScan(reply, at: index)
      guard let end = scan.skip(), let place = JSONPlace(reply, index..<end, steps) else { continue }
      self = place
      return
    }
    return nil
  }

  func candidate(_ reply: ReplyText) -> Candidate {
    let value = value.text ?? reply.original(range)
    return Candidate(range: range, key: value, value: value)
  }
}

extension JSON {
  fileprivate func value(at steps: ArraySlice<String>) -> JSON? {
    guard let step = steps.first else { return self }
    if let inner = self[step] { return inner.value(at: steps.dropFirst()) }
    guard let elements, let index = Int(step), elements.indices.contains(index) else { return nil }
    return elements[index].value(at: steps.dropFirst())
  }
}

/// A walk over a JSON text that is known to be one, or may end the walk.
private struct JSONScan {
  private let reply: ReplyText
  private var index: Int
  private var depth = 0

  init(_ reply: ReplyText, at index: Int) { (self.reply, self.index) = (reply, index) }

  /// The scalar at a place, where it is one of ASCII in the reply too: a typographic quote ends no text.
  private func sign(_ index: Int) -> UInt32 { reply.isASCII(index) ? reply[index] : 0xFFFF }

  /// The place of the value at a path.
  mutating func value(at steps: ArraySlice<String>) -> Range<Int>? {
    index = reply.behindBlank(index)
    guard let step = steps.first else {
      let start = index
      guard let end = skip() else { return nil }
      return sign(start) == 0x22 ? start + 1..<end - 1 : start..<end
    }
    return enter(step) ? value(at: steps.dropFirst()) : nil
  }

  /// Goes to the member or element of a name.
  private mutating func enter(_ step: String) -> Bool {
    let isObject = sign(index) == 0x7B
    guard isObject || sign(index) == 0x5B else { return false }
    index += 1
    var number = 0
    while index < reply.count {
      index = reply.behindBlank(index)
      if sign(index) == 0x7D || sign(index) == 0x5D { return false }
      var isHere = "\(number)" == step
      if isObject {
        let start = index
        guard let end = skip(), sign(start) == 0x22 else { return false }
        isHere = (try? JSON(parsing: Array(reply.original(start..<end).utf8)))?.text == step
        index = reply.behindBlank(index)
        guard sign(index) == 0x3A else { return false }
        index = reply.behindBlank(index + 1)
      }
      if isHere { return true }
      guard skip() != nil else { return false }
      index = reply.behindBlank(index)
      if sign(index) == 0x2C { index += 1 }
      number += 1
    }
    return false
  }

  /// Goes behind the value that stands here; its end, or `nil` where the text ends before.
  mutating func skip() -> Int? {
    let start = index
    repeat {
      switch sign(index) {
      case 0x22:
        index += 1
        while index < reply.count, sign(index) != 0x22 { index += sign(index) == 0x5C ? 2 : 1 }
        index += 1
      case 0x7B, 0x5B:
        depth += 1
        index += 1
      case 0x7D, 0x5D:
        depth -= 1
        index += 1
      default:
        if depth == 0 {
          while index < reply.count, ![0x2C, 0x5D, 0x7D, 0x20, 0x0A].contains(sign(index)) { index += 1 }
          return index > start ? index : nil
        }
        index += 1
      }
      if depth < 0 { return nil }
    } while depth > 0 && index < reply.count
    return depth == 0 && index <= reply.count ? index : nil
  }
}
