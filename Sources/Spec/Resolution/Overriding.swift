internal import Record
internal import Text

/// A path such as `workloads.gemm.with.m`; a key that holds dots stands in double quotes.
struct DottedPath {
  let components: [String]

  /// `nil` for empty parts and quotes that are not closed.
  init?(_ text: String) {
    var components: [String] = []
    var rest = text[...]
    while true {
      let part: Substring
      if rest.first == "\"" {
        let inner = rest.dropFirst()
        guard let end = inner.firstIndex(of: "\"") else { return nil }
        part = inner[..<end]
        rest = inner[inner.index(after: end)...]
      } else {
        part = rest.prefix { $0 != "." }
        rest = rest.dropFirst(part.count)
      }
      guard !part.isEmpty, components.count < 32 else { return nil }
      components.append(String(part))
      guard let next = rest.first else { break }
      guard next == "." else { return nil }
      rest = rest.dropFirst()
    }
    self.components = components
  }
}

/// Puts values of the command line in place of the spec's.
struct Overriding {
  let problems: Problems

  func apply(_ overrides: [Override], to tree: Value) -> Value {
    overrides.reduce(tree) { tree, override in apply(override, to: tree) }
  }

  private func apply(_ override: Override, to tree: Value) -> Value {
    let text = SourceText(name: "--set \(override.path)", bytes: Array(override.value.utf8))
    let span = Span(text, 0..<text.bytes.count)
    guard let path = DottedPath(override.path)?.components, path.first != "extends", path.first != "etalon" else {
      problems.error(
        .overridePath, "\(quoted(override.path)) is no path that can be set", at: span, "given on the command line",
        help: "a path names keys with dots between them, such as `workloads.gemm.with.m`; `etalon` and `extends` stay as they are")
      return tree
    }
    guard let value = read(text, span) else { return tree }
    return set(value, at: path[...], in: tree, override, span) ?? tree
  }

  /// The value is YAML of its own; nothing at all is an empty text.
  private func read(_ text: SourceText, _ span: Span) -> Value? {
    if text.bytes.allSatisfy({ $0 == 0x20 }) { return Value(span, .scalar(Scalar(text: "", style: .quoted))) }
    return DocumentReader.read(text, problems: problems)
  }

  private func set(_ value: Value, at path: ArraySlice<String>, in tree: Value, _ override: Override, _ span: Span) -> Value? {
    guard let first = path.first else { return value }
    switch tree.content {
    case .mapping(var entries):
      guard let index = entries.firstIndex(where: { $0.key.text == first }) else {
        guard let inner = set(value, at: path.dropFirst(), in: Value(span, .mapping([])), override, span) else { return nil }
        return Value(tree.span, .mapping(entries + [Entry(key: Key(text: first, span: span), value: inner)]))
      }
      guard let inner = set(value, at: path.dropFirst(), in: entries[index].value, override, span) else { return nil }
      entries[index].value = inner
      return Value(tree.span, .mapping(entries))
    case .sequence(var elements):
      guard let index = Int(first), elements.indices.contains(index) else { break }
      guard let inner = set(value, at: path.dropFirst(), in: elements[index], override, span) else { return nil }
      elements[index] = inner
      return Value(tree.span, .sequence(elements))
    case .scalar:
      if tree.isNothing { return set(value, at: path, in: Value(tree.span, .mapping([])), override, span) }
    }
    problems.error(
      .overridePath, "\(quoted(override.path)) leads nowhere: nothing can be set at \(quoted(first))", at: span,
      "given on the command line",
      also: [Diagnostic.Label(tree.span, "this is \(tree.noun)")])
    return nil
  }
}
