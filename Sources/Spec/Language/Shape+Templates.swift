internal import Record

/// A template and where it stands.
struct WrittenTemplate {
  let template: Template
  let place: TextPlace

  /// Whether it takes in a field of the item.
  var namesField: Bool { template.places.contains { $0.path != WrittenTemplate.shots } }

  private static let shots = FieldPath(["shots"])

  /// Where it takes in a field, or `nil` where it does not.
  func place(of path: FieldPath) -> Span? { template.places.first { $0.path == path }.map { place.span($0.range) } }

  /// Refuses a template that is the same for every item.
  func requireField(_ what: String, _ problems: Problems) throws(Reported) {
    guard !namesField else { return }
    throw problems.error(
      .promptWithoutInput, "\(what) names no field of the item", at: place.whole, "the same for every item",
      help: "`{input}` and `{answer}` stand for the item's question and its answer, and any other field may stand in braces too")
  }

  /// Warns of a question that tells its answer, once for each place that does.
  func warnOfAnswer(_ told: ToldAnswers, _ problems: Problems) {
    for place in template.places {
      guard let reason = told.reason(place.path) else { continue }
      problems.warning(
        .answerInPrompt, "the prompt tells the answer", at: self.place.span(place.range), reason,
        help: "take the place out; the answers of solved examples belong to `shots`")
    }
  }
}

extension WrittenTemplate {
  /// Where it stands, for whoever fills it.
  var location: TemplateLocation { TemplateLocation(text: template.text, place: place) }
}

/// Where a spec says a template.
public struct TemplateLocation: Sendable {
  /// The template.
  public let text: String
  let place: TextPlace

  /// The place in the spec of a part of the template.
  ///
  /// - Parameter range: In bytes of the template.
  public func span(_ range: Range<Int>) -> Span { place.span(range) }
}

/// The fields that tell what counts as right: those of the language, and those that the format of the dataset declares.
struct ToldAnswers {
  private let declared: [FieldPath]
  private let shown: [FieldPath]

  private static let roles = ["answer", "answers", "letter"]

  /// - Parameter format: Of the dataset that is asked; without it, what the language itself calls an answer is known alone.
  init(_ format: InputPlan.Format?) {
    declared = FieldPaths(setting: format?.settings.values["answer"])?.all ?? []
    let choices = FieldPaths(setting: format?.settings.values["choices"])?.all ?? []
    shown = [FieldPath(setting: format?.settings.values["input"])].compactMap(\.self) + choices
  }

  /// Why a place must not stand in a question; `nil` where it may.
  func reason(_ path: FieldPath) -> String? {
    guard !shown.contains(where: { $0.steps == path.steps }) else { return nil }
    if !path.isRaw, let name = path.steps.first, ToldAnswers.roles.contains(where: name.isSpelled) {
      return "stands for the answer that counts as right"
    }
    let field = declared.first { $0.steps.starts(with: path.steps) || path.steps.starts(with: $0.steps) }
    return field.map { "the dataset declares `answer: \($0)`" }
  }
}

/// A message of a conversation and where its template stands.
struct WrittenTurn {
  let role: PromptPlan.Role
  let template: WrittenTemplate

  var plan: PromptPlan.Turn { PromptPlan.Turn(role, template.template.text) }
}

extension Shape where Output == WrittenTemplate {
  /// A template over the fields of an item.
  static var template: Shape {
    let written = Shape<WrittenText>.scalar(.template) { reader throws(Reported) in
      WrittenText(text: try reader.text(), place: TextPlace(reader.scalar, reader.span))
    }
    return written.resolved { text, problems throws(Reported) in
      do throws(TemplateFault) {
        return WrittenTemplate(template: try Template(text.text), place: text.place)
      } catch {
        let span = text.place.span(error.range)
        let fix = span == text.place.whole ? nil : error.replacement.map { Diagnostic.Fix(span, $0) }
        throw problems.error(.templateSyntax, error.message, at: span, error.label, help: error.help, fix: fix)
      }
    }
  }
}

extension Shape where Output == [WrittenTurn] {
  /// A template, which is one turn of the user, or a list of turns.
  static var turns: Shape {
    let list = Shape<[WrittenTurn]>.list(.object(TurnKeys.self) { fields throws(Reported) in try fields.turn() })
    let template = Shape<WrittenTemplate>.template
    return Shape(schema: .either(template.schema, list.schema)) { occurrence throws(Reported) in
      guard occurrence.value.elements == nil else { return try list.read(occurrence) }
      return [WrittenTurn(role: .user, template: try template.read(occurrence))]
    }
  }
}

extension Shape {
  /// The same with another value made of what was read, by a step that reports problems of its own.
  fileprivate func resolved<Other>(_ make: @escaping @Sendable (Output, Problems) throws(Reported) -> Other) -> Shape<Other> {
    Shape<Other>(schema: schema) { occurrence throws(Reported) in try make(try read(occurrence), occurrence.decoder.problems) }
  }
}

/// One message of a conversation.
struct TurnKeys: KeyTable {
  static let noun = "a turn"
  static let summary = "One message of a conversation: exactly one of the keys."

  let user: TypedKey<WrittenTemplate?>
  let assistant: TypedKey<WrittenTemplate?>

  init(_ keys: inout TableBuilder) {
    user = keys.optional("user", .template, "What the user says.")
    assistant = keys.optional("assistant", .template, "What the assistant says.")
  }
}

extension Fields<TurnKeys> {
  fileprivate func turn() throws(Reported) -> WrittenTurn {
    switch (try self.user, try self.assistant) {
    case (let template?, nil): return WrittenTurn(role: .user, template: template)
    case (nil, let template?): return WrittenTurn(role: .assistant, template: template)
    default:
      throw problems.error(
        .wrongType, "a turn is said by the user or by the assistant", at: span, "has to have exactly one key",
        help: "write `{ user: \"…\" }` or `{ assistant: \"…\" }`")
    }
  }
}
