/// A pattern as a tree.
indirect enum PatternTree {
  case empty
  case scalar(UInt32)
  case set(ScalarSet)
  case sequence([PatternTree])
  case choice([PatternTree])
  case group(PatternTree, number: Int?)
  case repeated(PatternTree, from: Int, to: Int?, isGreedy: Bool)
  case assert(Pattern.Assertion)
}

/// Reads the text of a pattern.
struct PatternParser {
  private let text: [UInt32]
  private var index = 0
  private var depth = 0
  private(set) var groups = 0
  private(set) var isCaseless = false

  private static let depthLimit = 32
  private static let groupLimit = 16
  private static let countLimit = 1000

  init(_ text: String) { self.text = text.unicodeScalars.map(\.value) }

  mutating func parse() throws(Pattern.Fault) -> PatternTree {
    if take("(?i)") { isCaseless = true }
    let tree = try choice()
    guard index == text.count else { throw Pattern.Fault("`)` without `(`", at: index) }
    return tree
  }

  private var next: UInt32? { index < text.count ? text[index] : nil }

  private mutating func take(_ literal: StaticString) -> Bool {
    let scalars = "\(literal)".unicodeScalars.map(\.value)
    guard text[index...].starts(with: scalars) else { return false }
    index += scalars.count
    return true
  }

  private mutating func choice() throws(Pattern.Fault) -> PatternTree {
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(Pattern.Fault) -> PatternTree {
    var parts: [PatternTree] = []
    while let value = next, value != 0x7C, value != 0x29 { parts.append(try repetition(of: try atom())) }
    return parts.isEmpty ? .empty : .sequence(parts)
  }

  private mutating func repetition(of atom: PatternTree) throws(Pattern.Fault) -> PatternTree {
    let place = index
    let counts: (from: Int, to: Int?)
    if take("*") {
      counts = (0, nil)
    } else if take("+") {
      counts = (1, nil)
    } else if take("?") {
      counts = (0, 1)
    } else if take("{") {
      counts = try bounds(place)
    } else {
      return atom
    }
    if case .assert = atom { throw Pattern.Fault("a repetition of a place", at: place) }
    let isGreedy = !take("?")
    guard let following = next, "*+?{".unicodeScalars.contains(where: { $0.value == following }) else {
      return .repeated(atom, from: counts.from, to: counts.to, isGreedy: isGreedy)
    }
    throw Pattern.Fault("a repetition of a repetition", at: index)
  }

  private mutating func bounds(_ place: Int) throws(Pattern.Fault) -> (from: Int, to: Int?) {
    let from = number()
    var to = from
    if take(",") { to = number() }
    guard let from, take("}"), from <= PatternParser.countLimit, (to ?? from) <= PatternParser.countLimit, (to ?? from) >= from else {
      throw Pattern.Fault("a repetition is `{m}`, `{m,}` or `{m,n}` with at most \(PatternParser.countLimit); a brace is `\\{`", at: place)
    }
    return (from, to)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let digit = next, (0x30...0x39).contains(digit), (value ?? 0) <= PatternParser.countLimit {
      value = (value ?? 0) * 10 + Int(digit - 0x30)
      index += 1
    }
    return value
  }

  private mutating func atom() throws(Pattern.Fault) -> PatternTree {
    let place = index
    if take("(") { return try group(place) }
    if take("[") { return .set(try set(place)) }
    if take(".") { return .set(.line) }
    if take("^") { return .assert(.lineStart) }
    if take("$") { return .assert(.lineEnd) }
    if take("\\") { return try escape(place) }
    guard let value = next, !"*+?{".unicodeScalars.contains(where: { $0.value == value }) else {
      throw Pattern.Fault("a repetition of nothing", at: place)
    }
    index += 1
    return .scalar(value)
  }

  private mutating func group(_ place: Int) throws(Pattern.Fault) -> PatternTree {
    depth += 1
    defer { depth -= 1 }
    guard depth <= PatternParser.depthLimit else {
      throw Pattern.Fault("groups are nested more than \(PatternParser.depthLimit) deep", at: place)
    }
    var number: Int?
    if !take("?:") {
      guard next != 0x3F else {
        throw Pattern.Fault(
          "`(?` opens only `(?:…)`, and `(?i)` at the beginning; there are no look-arounds and no back-references", at: place)
      }
      number = groups
      groups += 1
      guard groups <= PatternParser.groupLimit else { throw Pattern.Fault("more than \(PatternParser.groupLimit) groups", at: place) }
    }
    let inner = try choice()
    guard take(")") else { throw Pattern.Fault("`(` without `)`", at: place) }
    return .group(inner, number: number)
  }

  private mutating func escape(_ place: Int) throws(Pattern.Fault) -> PatternTree {
    if take("b") { return .assert(.wordEdge) }
    if take("B") { return .assert(.noWordEdge) }
    if let set = classEscape() { return .set(set) }
    return .scalar(try scalarEscape(place))
  }

  private mutating func classEscape() -> ScalarSet? {
    if take("d") { return .digits }
    if take("w") { return .words }
    if take("s") { return .spaces }
    if take("p{Han}") { return .han }
    if take("D") { return ScalarSet(ranges: ScalarSet.digits.ranges, isInverted: true) }
    if take("W") { return ScalarSet(ranges: ScalarSet.words.ranges, isInverted: true) }
    if take("S") { return ScalarSet(ranges: ScalarSet.spaces.ranges, isInverted: true) }
    return nil
  }

  /// A scalar behind a backslash: a control character, or a sign that stands for itself.
  private mutating func scalarEscape(_ place: Int) throws(Pattern.Fault) -> UInt32 {
    if take("n") { return 0x0A }
    if take("t") { return 0x20 }  // a tabulator is a space in plain form
    guard let value = next, value < 0x80, !ScalarSet.words.contains(value) else {
      throw Pattern.Fault("no such escape; there are no back-references", at: place)
    }
    index += 1
    return value
  }

  private mutating func set(_ place: Int) throws(Pattern.Fault) -> ScalarSet {
    var set = ScalarSet(isInverted: take("^"))
    var isFirst = true
    while let value = next, value != 0x5D || isFirst {
      isFirst = false
      let start = index
      if take("\\") {
        if let inner = classEscape() {
          guard !inner.isInverted else { throw Pattern.Fault("a class in capitals does not go into a set", at: start) }
          set.ranges += inner.ranges
          continue
        }
        let low = try scalarEscape(start)
        set.ranges.append(low...max(low, try upper(of: low)))
      } else {
        index += 1
        set.ranges.append(value...(try upper(of: value)))
      }
    }
    guard take("]") else { throw Pattern.Fault("`[` without `]`", at: place) }
    return set
  }

  /// The end of a range `a-z`, or the scalar itself.
  private mutating func upper(of low: UInt32) throws(Pattern.Fault) -> UInt32 {
    guard next == 0x2D, index + 1 < text.count, text[index + 1] != 0x5D else { return low }
    let place = index
    index += 1
    let high: UInt32
    if take("\\") { high = try scalarEscape(place) } else { (high, index) = (text[index], index + 1) }
    guard high >= low else { throw Pattern.Fault("a range that ends before it begins", at: place) }
    return high
  }
}
