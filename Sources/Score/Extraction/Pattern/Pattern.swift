internal import Synchronization

/// A regular expression of a small subset, matched in time that is linear in the text; `docs/extraction.md` is its specification.
///
/// It runs as a set of threads over an automaton (Thompson 1968, Pike), so nothing is ever tried twice; size and steps are bounded. Where
/// several matches are possible at a place, the first alternative and the longer repetition win, as in Perl.
public struct Pattern: Sendable {
  let program: [Instruction]
  let sets: [ScalarSet]
  /// The number of groups with brackets.
  let groups: Int

  /// The most bytes of a pattern.
  public static let lengthLimit = 1000
  /// The most instructions that a pattern may become.
  public static let programLimit = 4000
  /// The most steps that one search through a text may take.
  public static let stepLimit = 5_000_000

  /// Reads a pattern.
  ///
  /// - Throws: `Fault` with what is wrong and where.
  public init(_ text: String) throws(Fault) {
    guard text.utf8.count <= Pattern.lengthLimit else {
      throw Fault("the pattern is longer than \(Pattern.lengthLimit) bytes", at: Pattern.lengthLimit)
    }
    var parser = PatternParser(text)
    let tree = try parser.parse()
    var compiler = PatternCompiler(isCaseless: parser.isCaseless)
    try compiler.compile(tree)
    (program, sets, groups) = (compiler.program, compiler.sets, parser.groups)
  }

  /// Why a pattern cannot be used.
  public struct Fault: Error, Sendable, Hashable {
    /// Such as "`)` without `(`".
    public let reason: String
    /// The scalar of the pattern where the fault lies, from 0.
    public let place: Int

    init(_ reason: String, at place: Int) { (self.reason, self.place) = (reason, place) }
  }

  enum Instruction: Hashable {
    case scalar(UInt32)
    case set(Int)
    case split(Int, Int)
    case jump(Int)
    case save(Int)
    case assert(Assertion)
    case match
  }

  enum Assertion: Hashable { case lineStart, lineEnd, wordEdge, noWordEdge }

  /// A match: the scalars of the whole and of each group.
  struct Match: Hashable {
    var whole: Range<Int>
    var groups: [Range<Int>?]
  }

  private static let cache = Mutex<[String: Pattern]>([:])

  /// A pattern, read once for many texts.
  static func cached(_ text: String) throws(Fault) -> Pattern {
    if let known = cache.withLock({ $0[text] }) { return known }
    let pattern = try Pattern(text)
    cache.withLock { known in
      if known.count >= 64 { known.removeAll() }
      known[text] = pattern
    }
    return pattern
  }

  /// Whether the pattern matches anywhere in a text, in the plain form of `docs/extraction.md`.
  public func matches(_ text: String) throws(Fault) -> Bool { try !matches(in: ReplyText(text), limit: 1).isEmpty }

  /// The first match in a text and its first group, as they stand there.
  public func first(in text: String) throws(Fault) -> (whole: String, group: String?)? {
    let plain = ReplyText(text)
    guard let match = try matches(in: plain, limit: 1).first else { return nil }
    return (plain.original(match.whole), match.groups.first.flatMap { $0 }.map { plain.original($0) })
  }
}

/// A set of scalars: ranges, maybe turned round.
struct ScalarSet: Hashable {
  var ranges: [ClosedRange<UInt32>] = []
  var isInverted = false

  func contains(_ value: UInt32) -> Bool { ranges.contains { $0.contains(value) } != isInverted }

  static let digits = ScalarSet(ranges: [0x30...0x39])
  static let words = ScalarSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let spaces = ScalarSet(ranges: [0x09...0x0D, 0x20...0x20])
  static let line = ScalarSet(ranges: [0x0A...0x0A], isInverted: true)
  static let han = ScalarSet(ranges: [0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x2_0000...0x3_FFFF])
}
