// The tree as JSON, for tools: `etalon help --json`.

extension HelpTopic {
  /// Returns the command and everything below it as JSON, with a line break at its end.
  ///
  /// Members come in a fixed order; those that would be empty or false are left out. `format` is 1 and grows when a reader of
  /// the old form would go wrong; unknown members are to be ignored. Inherited options stand in `inherited`.
  public func json() -> String {
    let members: [(String, JSONText)] = [
      ("format", .integer(1)),
      ("command", command.json(path: commands.map(\.name))),
      ("inherited", .array(inheritedOptions.map(\.json))),
    ]
    return JSONText.lean(members).rendered() + "\n"
  }
}

extension Command {
  fileprivate func json(path: [String]) -> JSONText {
    .lean([
      ("name", .string(name)),
      ("path", .array(path.map { .string($0) })),
      ("summary", .string(summary)),
      ("discussion", .array(discussion.paragraphs.map { .string($0) })),
      ("group", .string(path.count > 1 ? group : "")),
      ("options", .array(options.filter { !$0.isHidden }.map(\.json))),
      ("operands", .array(operands.map(\.json))),
      ("examples", .array(examples.map { .object([("line", .string($0.line)), ("effect", .string($0.effect))]) })),
      ("exitCodes", .array(exitCodes.map { .object([("code", .integer($0.code)), ("meaning", .string($0.meaning))]) })),
      ("environment", .array(environment.map { .object([("name", .string($0.name)), ("effect", .string($0.effect))]) })),
      ("commands", .array(visibleSubcommands.map { $0.json(path: path + [$0.name]) })),
    ])
  }
}

extension Option {
  fileprivate var json: JSONText {
    var value: [(String, JSONText)] = []
    var negatable = false
    switch kind {
    case .flag: break
    case .toggle: negatable = true
    case .value(let name, let kind): value = [("name", .string(name))] + kind.json
    }
    return .lean([
      ("long", .string(long)),
      ("short", .string(short.map { String($0) } ?? "")),
      ("value", .object(value)),
      ("negatable", .bool(negatable)),
      ("required", .bool(isRequired)),
      ("repeatable", .bool(isRepeated)),
      ("default", .string(defaultText)),
      ("conflicts", .array(conflicts.map { .string($0) })),
      ("help", .string(help)),
    ])
  }

  private var defaultText: String {
    if case .toggle(let on) = kind { return on ? Invocation.on : Invocation.off }
    return defaultValue ?? ""
  }
}

extension Operand {
  fileprivate var json: JSONText {
    .lean([
      ("name", .string(name)),
      ("value", .object(kind.json)),
      ("optional", .bool(isOptional)),
      ("repeatable", .bool(isRepeated)),
      ("help", .string(help)),
    ])
  }
}

extension ValueKind {
  fileprivate var json: [(String, JSONText)] {
    switch self {
    case .text: [("kind", .string("text"))]
    case .dynamic(let name): [("kind", .string("dynamic")), ("of", .string(name))]
    case .file(let endings): [("kind", .string("file"))] + (endings.isEmpty ? [] : [("endings", .array(endings.map { .string($0) }))])
    case .directory: [("kind", .string("directory"))]
    case .integer(let range):
      [("kind", .string("integer"))]
        + (range.lowerBound == Int.min ? [] : [("minimum", .integer(range.lowerBound))])
        + (range.upperBound == Int.max ? [] : [("maximum", .integer(range.upperBound))])
    case .choice(let choices): [("kind", .string("choice")), ("choices", .array(choices.map { .string($0.value) }))]
    }
  }
}
