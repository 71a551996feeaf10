/// A way to mend a mistake: what to change so that reading can go on, and what to say about it.
struct Mend {
  let edits: [EditedText.Edit]
  let diagnostics: [Diagnostic]

  init(edits: [EditedText.Edit], diagnostic: Diagnostic) {
    self.edits = edits
    diagnostics = [diagnostic]
  }

  /// Several mends made together.
  init(_ mends: [Mend]) {
    edits = mends.flatMap(\.edits)
    diagnostics = mends.flatMap(\.diagnostics)
  }
}

/// Finds what made the parser stop, and mends it.
///
/// The parser knows where it stopped; the mistake often stands before that. Every cause that the lines around suggest is tried out, and the
/// one that lets the parser read furthest is believed: a cause is named only where mending it helps.
struct MendSearch {
  /// Bytes that all attempts on one file may parse together.
  static let budget = 4 << 20
  /// Larger files are read as they are.
  static let fileLimit = 256 << 10

  private var left = MendSearch.budget

  /// The mend that lets the parser read furthest, or `nil` where none gets it past the fault.
  ///
  /// To take what stands there for a text of its own is the last thing to try: it always helps, and is seldom meant.
  mutating func best(at site: FaultSite) -> Mend? {
    let place = site.text.origin(site.at)
    return furthest(of: site.causes, in: site.text, beyond: place) ?? furthest(of: site.unquotedTexts, in: site.text, beyond: place)
  }

  /// The first of the mends that let the parser read furthest, and at least beyond a place of the source.
  mutating func furthest(of mends: [Mend], in text: EditedText, beyond place: Int) -> Mend? {
    var best: (mend: Mend, reached: Int)?
    for mend in mends where text.bytes.count <= min(left, MendSearch.fileLimit) {
      left -= text.bytes.count
      let reached = MendSearch.reach(text.replacing(mend.edits))
      if reached > best?.reached ?? place { best = (mend, reached) }
      if reached == .max { break }
    }
    return best?.mend
  }

  /// Where in the source the parser stops; `Int.max` where it reads everything.
  private static func reach(_ text: EditedText) -> Int {
    guard var events = YAMLEvents(text.bytes[...]) else { return -1 }
    do throws(YAMLFault) {
      for _ in 0...ReadingLimits().events {
        if case .streamEnd = try events.next().kind { return .max }
      }
      return -1
    } catch {
      return text.origin(ScalarOffsets(text.bytes).byte(error.place))
    }
  }
}

/// Where the parser stopped, with the lines that may be the cause.
struct FaultSite {
  let text: EditedText
  let fault: YAMLFault
  /// Where it stopped, and where the construct that it could not finish begins; both in the text's bytes.
  let at: Int
  let opening: Int
  /// The line where it stopped.
  let line: LineScan
  /// The lines to look at, from the top.
  let lines: [LineScan]

  init(_ text: EditedText, _ fault: YAMLFault, _ offsets: ScalarOffsets) {
    self.text = text
    self.fault = fault
    at = offsets.byte(fault.place)
    let opening = min(offsets.byte(fault.contextPlace), at)
    self.opening = fault.context.isEmpty ? at : opening
    var place = text.line(at: at)
    // At the end of the file, its last line with something in it.
    while LineScan(text, place).isBlank, let before = text.line(before: place) { place = before }
    line = LineScan(text, place)
    lines = FaultSite.neighbours(text, place, self.opening)
  }

  /// So many lines before the fault are looked at: a text without quotes may have swallowed several.
  private static let lineLimit = 9

  /// The line itself, some before it, and the first three of what was open.
  private static func neighbours(_ text: EditedText, _ place: Range<Int>, _ opening: Int) -> [LineScan] {
    var ranges = [place]
    var before = text.line(before: place)
    for _ in 0..<24 {
      guard let range = before, ranges.count < lineLimit else { break }
      if !LineScan(text, range).isBlank { ranges.append(range) }
      before = text.line(before: range)
    }
    var after: Range<Int>? = text.line(at: opening)
    for _ in 0..<3 {
      guard let range = after, range.lowerBound < place.lowerBound else { break }
      ranges.append(range)
      after = text.line(after: range)
    }
    let unique = Dictionary(ranges.map { ($0.lowerBound, $0) }) { first, _ in first }
    return unique.values.sorted { $0.lowerBound < $1.lowerBound }.map { LineScan(text, $0) }
  }

  /// The line before another one of the neighbours, or `nil`.
  func before(_ line: LineScan) -> LineScan? { lines.last { $0.range.lowerBound < line.range.lowerBound && !$0.isBlank } }

  /// Every mistake that the lines suggest, the likelier first.
  ///
  /// Complexity: O(length of the lines).
  var causes: [Mend] {
    strangeSpaces(text) + oneOrAll(lookAlikes()) + unquotedParameters() + oneOrAll(missingSpaces()) + oneOrAll(missingColons())
      + foreignComments() + brackets() + quotes() + indentations()
  }

  /// Texts that would have to be quoted.
  var unquotedTexts: [Mend] { colonsInTexts() + specialCharacters() }

  /// Mends of single lines, then all of them together: where lines run into one another, one alone does not help.
  private func oneOrAll(_ mends: [Mend]) -> [Mend] {
    var lines: [Int: Mend] = [:]
    for mend in mends {
      let line = text.line(at: mend.edits[0].range.lowerBound).lowerBound
      if mend.edits.count > lines[line]?.edits.count ?? 0 { lines[line] = mend }
    }
    guard lines.count > 1 else { return mends }
    return mends + [Mend(lines.sorted { $0.key < $1.key }.map(\.value))]
  }

  /// A mend with its diagnostic, an error.
  func mend(
    _ edits: [EditedText.Edit], _ id: DiagnosticID, _ headline: String, at span: Span, _ label: String, also: [Diagnostic.Label] = [],
    help: String, fix: Diagnostic.Fix? = nil
  ) -> Mend {
    Mend(edits: edits, diagnostic: Diagnostic(id.rawValue, .error, headline, at: span, label, also: also, help: help, fix: fix))
  }
}
