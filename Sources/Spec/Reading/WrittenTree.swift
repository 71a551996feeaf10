internal import Text

/// A YAML document as a tree whose every part knows where it stands: for documents with a language of their own.
public struct WrittenTree: Sendable {
  /// Where it stands.
  public let span: Span
  /// What it is.
  public let content: Content
  /// What it is, for a message: `a list`, `the number `3``.
  public let noun: String
  private let place: TextPlace

  /// What stands there.
  public enum Content: Sendable {
    /// A scalar: its text, and whether YAML's rules for plain scalars say that it is no text.
    case scalar(String, isText: Bool)
    /// A list.
    case list([WrittenTree])
    /// A mapping, in the order of the file; no key stands twice.
    case mapping([(key: String, span: Span, value: WrittenTree)])
  }

  /// The place of a part of a scalar's text, in bytes of it.
  public func place(of range: Range<Int>) -> Span { place.span(range) }

  init(_ value: YAMLValue) {
    (span, noun, place) = (value.span, value.noun, TextPlace(value.scalar, value.span))
    switch value.content {
    case .scalar(let scalar): content = .scalar(scalar.text, isText: !scalar.isPlain || CoreScalar(scalar.text) == .text)
    case .sequence(let elements): content = .list(elements.map(WrittenTree.init))
    case .mapping(let entries): content = .mapping(entries.map { ($0.key.text, $0.key.span, WrittenTree($0.value)) })
    }
  }
}

/// Reads a YAML document by the rules and limits of specs, and leaves its meaning to the caller; without errors there is a tree.
public func readTree(from source: SourceFile) -> (WrittenTree?, [Diagnostic]) {
  let problems = Problems()
  let value = DocumentReader.read(source.text, problems: problems)
  return (problems.hasErrors ? nil : value.map(WrittenTree.init), problems.all)
}
