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
