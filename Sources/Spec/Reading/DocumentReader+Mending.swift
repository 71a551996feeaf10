extension DocumentReader {
  /// The document's value; `nil` where so much is wrong that nothing can be said about its content.
  ///
  /// A value may come with errors: what can be mended is reported and mended, so that the rest is checked in the same go.
  static func read(
    _ source: SourceText, from start: Int = 0, limits: ReadingLimits = ReadingLimits(), problems: Problems
  ) -> YAMLValue? {
    ByteCheck(source: source, start: start, limits: limits, problems: problems).text().flatMap { read($0, limits, problems) }
  }

  /// The value that stands in a text whose characters are checked.
  static func read(_ text: EditedText, _ limits: ReadingLimits, _ problems: Problems) -> YAMLValue? {
    var text = text
    var search = MendSearch()
    for _ in 0..<mendLimit {
      let found = Problems()
      guard var reader = DocumentReader(text, limits, found) else { return nil }
      switch reader.read() {
      case .value(let value):
        let mends = reader.suspects.compactMap { search.furthest(of: $0, in: text, beyond: -1) }
        guard !mends.isEmpty else {
          problems.add(found)
          return value
        }
        text = mended(text, Mend(mends), problems)
      case .stopped:
        problems.add(found)
        return nil
      case .fault(let fault, let offsets):
        let site = FaultSite(text, fault, offsets)
        guard let mend = search.best(at: site) else {
          problems.add(found)
          SyntaxProblem(site: site, problems: problems).report()
          return nil
        }
        text = mended(text, mend, problems)
      }
    }
    return nil
  }

  private static func mended(_ text: EditedText, _ mend: Mend, _ problems: Problems) -> EditedText {
    for diagnostic in mend.diagnostics { problems.add(diagnostic) }
    return text.replacing(mend.edits)
  }

  /// So many mistakes are mended in one file; who made more has enough to read.
  static let mendLimit = 48
}
