/// Where problems are gathered while a spec is worked on: each once, and no more than a person can read.
final class Problems {
  private(set) var all: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  /// After so many, one last diagnostic says that there are more.
  static let limit = 100
  /// After so many reports of errors, of which most are the same, nothing more is looked for: each costs time.
  static let reportLimit = 5000

  /// In the order of their places, file by file as the files were first met.
  var inOrder: [Diagnostic] {
    var files: [SourceText: Int] = [:]
    for diagnostic in all where files[diagnostic.primary.span.source] == nil { files[diagnostic.primary.span.source] = files.count }
    func place(_ diagnostic: Diagnostic) -> (Int, Int, Int) {
      let isLast = diagnostic.id == DiagnosticID.tooManyProblems.rawValue
      return (isLast ? 1 : 0, files[diagnostic.primary.span.source] ?? 0, diagnostic.primary.span.range.lowerBound)
    }
    let numbered = all.enumerated().sorted { left, right in
      let (first, second) = (place(left.element), place(right.element))
      return first == second ? left.offset < right.offset : first < second
    }
    return numbered.map(\.element)
  }

  var hasErrors: Bool { errors > 0 }
  /// How many errors there are so far, so that a step can tell whether it added one.
  private(set) var errors = 0

  /// What a child removes of what it inherits, by name: explains why a name is missing.
  var removed: [String: Span] = [:]

  /// A label on where a missing name was removed; none for a name that was never there.
  func removal(of name: String) -> [Diagnostic.Label] { removed[name].map { [Diagnostic.Label($0, "removed here")] } ?? [] }

  /// Whether nothing more is listed, so that looking for more is in vain.
  private(set) var isFull = false
  /// How often an error was reported, those that were known already included.
  private(set) var reports = 0

  func add(_ diagnostic: Diagnostic) {
    guard !isFull else { return }
    if diagnostic.severity == .error { reports += 1 }
    guard seen.insert(diagnostic).inserted else {
      if reports > Problems.reportLimit { end(at: diagnostic.primary.span) }
      return
    }
    guard all.count < Problems.limit else { return end(at: diagnostic.primary.span) }
    if diagnostic.severity == .error { errors += 1 }
    all.append(diagnostic)
  }

  private func end(at span: Span) {
    isFull = true
    errors += 1
    all.append(
      Diagnostic(
        DiagnosticID.tooManyProblems.rawValue, .error, "more than \(Problems.limit) problems; the rest is not listed", at: span,
        help: "fix the first ones, then check again"))
  }

  /// Adds what another step found.
  func add(_ other: Problems) {
    for diagnostic in other.all { add(diagnostic) }
  }

  /// Reports an error; who cannot go on without what is wrong throws the answer.
  @discardableResult
  func error(
    _ id: DiagnosticID, _ headline: String, at span: Span, _ label: String = "", also secondary: [Diagnostic.Label] = [],
    help: String? = nil, fix: Diagnostic.Fix? = nil
  ) -> Reported {
    Reported(Diagnostic(id.rawValue, .error, headline, at: span, label, also: secondary, help: help, fix: fix), to: self)
  }

  func warning(
    _ id: DiagnosticID, _ headline: String, at span: Span, _ label: String = "", also secondary: [Diagnostic.Label] = [],
    help: String? = nil
  ) {
    add(Diagnostic(id.rawValue, .warning, headline, at: span, label, also: secondary, help: help))
  }
}
