internal import Record
internal import Text

/// Puts values of the command line in place of the spec's.
///
/// A path is checked as the file is: a key that the language does not have, and a name that the spec does not declare, are errors, since a
/// value that nothing reads would be recorded as if it had been used.
struct Overriding {
  /// The most values: each goes through the whole tree.
  static let limit = 256

  let problems: Problems
  let catalogue: Catalogue

  /// The tree with every value in its place, each with the argument that gave it.
  func apply(_ overrides: [Override], to tree: YAMLValue) -> (tree: YAMLValue, arguments: [Argument]) {
    var (tree, arguments) = (tree, [Argument]())
    guard overrides.count <= Overriding.limit else {
      problems.error(
        .overridePath, "\(overrides.count) values are set on the command line, and \(Overriding.limit) are allowed",
        at: Span(SourceText(name: "--set", bytes: Array(overrides[0].path.utf8)), 0..<0), "the first of them",
        help: "put them into a spec that inherits from this one with `extends`")
      return (tree, [])
    }
    for override in overrides {
      guard let argument = Argument(override, problems) else { continue }
      arguments.append(argument)
      guard let value = argument.value(problems) else { continue }
      tree =
        OverridePath(argument: argument, value: value, problems: problems, catalogue: catalogue).set(
          in: tree, as: .object(Language.spec.schema), at: 0) ?? tree
    }
    return (tree, arguments)
  }

  /// A `PATH=VALUE` of `--set`, as a text that places can be shown in.
  struct Argument {
    let text: SourceText
    let path: [String]
    let ranges: [Range<Int>]
    /// Where the value begins.
    let start: Int

    /// `nil` for what is no path, which is reported.
    init?(_ override: Override, _ problems: Problems) {
      text = SourceText(name: "--set", bytes: Array("\(override.path)=\(override.value)".utf8))
      start = override.path.utf8.count + 1
      let whole = Span(text, 0..<start - 1)
      guard let path = DottedPath(override.path), path.components.first != "extends", path.components.first != "etalon" else {
        problems.error(
          .overridePath, "\(quoted(override.path)) is no path that can be set", at: whole, "given on the command line",
          help: "a path names keys with dots between them, such as `workloads.gemm.with.m`; `etalon` and `extends` stay as they are")
        return nil
      }
      (self.path, ranges) = (path.components, path.ranges)
    }

    func span(_ component: Int) -> Span { Span(text, ranges[min(component, ranges.count - 1)]) }

    /// The value is YAML of its own; nothing at all is an empty text.
    func value(_ problems: Problems) -> YAMLValue? {
      guard !text.bytes[start...].allSatisfy({ $0 == 0x20 }) else {
        return YAMLValue(Span(text, start..<text.bytes.count), .scalar(Scalar(text: "", style: .quoted)))
      }
      return DocumentReader.read(text, from: start, problems: problems)
    }
  }
}

/// The way of one value into the tree, along the shapes of the language.
private struct OverridePath {
  let argument: Overriding.Argument
  let value: YAMLValue
  let problems: Problems
  let catalogue: Catalogue

  /// The tree with the value at the path; `nil` where the path leads nowhere, which is reported.
  func set(in tree: YAMLValue, as shape: Schema?, at depth: Int) -> YAMLValue? {
    guard depth < argument.path.count else { return value }
    let name = argument.path[depth]
    if case .sequence(var elements) = tree.content {
      guard let index = Int(name), elements.indices.contains(index) else { return reportIndex(name, elements.count, tree, depth) }
      guard let inner = set(in: elements[index], as: shape?.element, at: depth + 1) else { return nil }
      elements[index] = inner
      return YAMLValue(tree.span, .sequence(elements))
    }
    guard let mapping = mapping(tree, shape, name) else { return reportDeadEnd(name, tree, depth) }
    var entries = mapping.entries ?? []
    let index = entries.firstIndex { $0.key.text == name }
    guard index != nil || isKnown(name, shape, mapping, depth) else { return nil }
    if depth == argument.path.count - 1, value.isNothing {
      guard let index else { return reportNothingToRemove(name, depth) }
      entries.remove(at: index)
      return YAMLValue(mapping.span, .mapping(entries))
    }
    let start = index.map { entries[$0].value } ?? YAMLValue(argument.span(depth), .mapping([]))
    guard let inner = set(in: start, as: shape?.inner(name, in: mapping, catalogue), at: depth + 1) else { return nil }
    if let index {
      entries[index].value = inner
    } else {
      entries.append(Entry(key: Key(text: name, span: argument.span(depth)), value: inner))
    }
    return YAMLValue(mapping.span, .mapping(entries))
  }

  /// The mapping that a value is or stands for: nothing, or a word that takes settings such as `adamw`.
  private func mapping(_ tree: YAMLValue, _ shape: Schema?, _ name: String) -> YAMLValue? {
    if tree.entries != nil { return tree }
    if tree.isNothing { return YAMLValue(tree.span, .mapping([])) }
    guard case .choice? = shape, let word = tree.scalar?.text else { return nil }
    return YAMLValue(tree.span, .mapping([Entry(key: Key(text: word, span: tree.span), value: YAMLValue(tree.span, .mapping([])))]))
  }

  // MARK: - What may be new

  /// Whether a name that the mapping does not have may be put into it; reports one that may not.
  private func isKnown(_ name: String, _ shape: Schema?, _ mapping: YAMLValue, _ depth: Int) -> Bool {
    let declared = (mapping.entries ?? []).map(\.key.text)
    switch shape {
    case .object(let object): return object.key(name) != nil || report(name, object.keys.map(\.name), "not a key of \(object.noun)", depth)
    case .workload:
      guard let kind = mapping.kind else { return true }
      return kind.key(name) != nil || report(name, kind.keys.map(\.name), "not a key of \(kind.noun)", depth)
    case .map where depth == 1: return report(name, declared, "not declared in `\(argument.path[0])`", depth)
    case .score: return declared.isEmpty || report(name, declared, "not a part of the score", depth)
    case .choice(let alternatives):
      let words = alternatives(catalogue).filter { $0.unavailable == nil }.map(\.word)
      guard let word = declared.first, words.contains(name) else { return words.contains(name) || report(name, words, "no choice", depth) }
      problems.error(
        .overridePath, "\(quoted(argument.path[depth - 1])) is \(quoted(word)) and not \(quoted(name))", at: argument.span(depth),
        "not chosen in the spec",
        help: "choose it with its settings: `--set '\(argument.path[..<depth].joined(separator: "."))={ \(name): { … } }'`")
      return false
    default: return true
    }
  }

  private func report(_ name: String, _ known: [String], _ label: String, _ depth: Int) -> Bool {
    let guess = didYouMean(name, among: known)
    problems.error(
      .overridePath, "nothing is called \(quoted(argument.path[...depth].joined(separator: ".")))", at: argument.span(depth), label,
      help: guess.map { "did you mean `\($0)`?" } ?? (known.isEmpty ? "the spec declares none" : available(known)),
      fix: guess.map { Diagnostic.Fix(argument.span(depth), $0) })
    return false
  }

  // MARK: - Paths that lead nowhere

  private func reportIndex(_ name: String, _ count: Int, _ tree: YAMLValue, _ depth: Int) -> YAMLValue? {
    problems.error(
      .overridePath, "the list has no entry \(quoted(name))", at: argument.span(depth), "not the number of an entry",
      also: [Diagnostic.Label(tree.span, "\(count) entr\(count == 1 ? "y" : "ies") here")],
      help: count == 0
        ? "it is empty; set the whole list" : count == 1 ? "its only entry is `0`" : "entries are numbered from 0 to \(count - 1)")
    return nil
  }

  private func reportDeadEnd(_ name: String, _ tree: YAMLValue, _ depth: Int) -> YAMLValue? {
    problems.error(
      .overridePath, "\(quoted(argument.path.joined(separator: "."))) leads nowhere: nothing can be set at \(quoted(name))",
      at: argument.span(depth), "nothing lies below \(quoted(argument.path[..<depth].joined(separator: ".")))",
      also: [Diagnostic.Label(tree.span, "this is \(tree.noun)")],
      help: "set it as a whole: `--set \(argument.path[..<depth].joined(separator: "."))=…`")
    return nil
  }

  private func reportNothingToRemove(_ name: String, _ depth: Int) -> YAMLValue? {
    problems.error(
      .nothingToRemove, "\(quoted(name)) is not there, so `~` removes nothing", at: argument.span(depth), "not in the spec",
      help: "leave the argument out")
    return nil
  }
}

extension Schema {
  /// The schema of a list's entries, where it is one.
  fileprivate var element: Schema? {
    switch self {
    case .list(let element), .oneOrMore(let element): element
    default: nil
    }
  }

  /// The schema of what stands under a name in a mapping; `nil` where that is not known.
  fileprivate func inner(_ name: String, in mapping: YAMLValue, _ catalogue: Catalogue) -> Schema? {
    switch self {
    case .object(let object): object.key(name)?.value.chosen(in: mapping, catalogue)
    case .map(let element, _): element
    case .choice(let alternatives): alternatives(catalogue).first { $0.word == name }.map { .object($0.keys) }
    case .workload: mapping.kind?.key(name)?.value.chosen(in: mapping, catalogue)
    case .score: name == "weight" ? .scalar : .score
    default: nil
    }
  }

  /// Itself, or the schema of the settings that another key of the mapping decides about.
  private func chosen(in mapping: YAMLValue, _ catalogue: Catalogue) -> Schema? {
    guard case .settings(let key, let alternatives) = self else { return self }
    let word = mapping[key]?.scalar?.text
    return alternatives(catalogue).first { $0.word == word }.map { .object($0.keys) }
  }
}

extension YAMLValue {
  /// The keys of the kind that a workload names.
  fileprivate var kind: ObjectSchema? {
    (entries ?? []).lazy.compactMap { Language.current.planner(named: $0.key.text) }.first?.schema
  }
}
