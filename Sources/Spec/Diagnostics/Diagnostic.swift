/// A problem of a spec as a value: facts and places, rendered elsewhere.
public struct Diagnostic: Sendable, Hashable {
  /// A public, stable id such as `unknown-key`; `etalon explain ID` has a page on it.
  public let id: String
  /// Whether it keeps the spec from being planned.
  public let severity: Severity
  /// What is wrong, in a sentence that stands alone.
  public let headline: String
  /// The place that is wrong, and what is wrong with it there.
  public let primary: Label
  /// Places that explain the first one, perhaps in other files.
  public let secondary: [Label]
  /// What to do next.
  public let help: String?
  /// An edit that mends it, where one is sure.
  public let fix: Fix?

  /// How bad it is.
  ///
  /// An error means that there is no plan.
  public enum Severity: String, Sendable, Hashable { case error, warning }

  /// A place and what is to be said about it.
  public struct Label: Sendable, Hashable {
    /// The place.
    public let span: Span
    /// What stands beside the caret.
    public let text: String

    /// A place with a text; without one it is only marked.
    public init(_ span: Span, _ text: String = "") {
      self.span = span
      self.text = text
    }
  }

  /// An edit that a tool may offer to make.
  public struct Fix: Sendable, Hashable {
    /// What is replaced.
    public let span: Span
    /// What stands there afterwards.
    public let replacement: String

    /// An edit of one place.
    public init(_ span: Span, _ replacement: String) {
      self.span = span
      self.replacement = replacement
    }
  }

  /// A diagnostic with its places and its next step.
  public init(
    _ id: String, _ severity: Severity, _ headline: String, at span: Span, _ label: String = "", also secondary: [Label] = [],
    help: String? = nil, fix: Fix? = nil
  ) {
    self.id = id
    self.severity = severity
    self.headline = headline
    primary = Label(span, label)
    self.secondary = secondary
    self.help = help
    self.fix = fix
  }
}

extension Diagnostic {
  /// Every id that checking and planning can give; sorted.
  public static var ids: [String] { DiagnosticID.allCases.map(\.rawValue).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}

/// Where problems are gathered while a spec is worked on: each once, and no more than a person can read.
final class Problems {
  private(set) var all: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  /// After so many, one last diagnostic says that there are more.
  static let limit = 100

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

  var hasErrors: Bool { all.contains { $0.severity == .error } }
  /// How many errors there are so far, so that a step can tell whether it added one.
  private(set) var errors = 0

  /// What a child removes of what it inherits, by name: explains why a name is missing.
  var removed: [String: Span] = [:]

  /// A label on where a missing name was removed; none for a name that was never there.
  func removal(of name: String) -> [Diagnostic.Label] { removed[name].map { [Diagnostic.Label($0, "removed here")] } ?? [] }

  /// Whether nothing more is listed.
  var isFull: Bool { all.count > Problems.limit }

  func add(_ diagnostic: Diagnostic) {
    guard all.count <= Problems.limit, seen.insert(diagnostic).inserted else { return }
    if diagnostic.severity == .error { errors += 1 }
    guard all.count < Problems.limit else {
      all.append(
        Diagnostic(
          DiagnosticID.tooManyProblems.rawValue, .error, "more than \(Problems.limit) problems; the rest is not listed",
          at: diagnostic.primary.span,
          help: "fix the first ones, then check again"))
      return
    }
    all.append(diagnostic)
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
