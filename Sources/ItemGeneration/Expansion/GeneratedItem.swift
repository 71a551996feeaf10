public import Record

/// An item that a template gave.
public struct GeneratedItem: Sendable {
  /// `FAMILY/TEMPLATE/INDEX`, behind the name of its arm where there are several.
  public var id: String
  /// The name of its template.
  public var template: String
  /// Which instance of its template it is.
  public var index: Int
  /// The language of the question.
  public var language: ItemLanguage
  /// What is asked.
  public var question: String
  /// What counts as right.
  public var answers: [String]
  /// The answer among distractors; empty where the template has none.
  public var choices: [String]
  /// The distractors by the error that leads to them.
  public var errors: [String: String]
  /// What makes it hard, by name; exact numbers as text.
  public var covariates: [String: String]
  /// The part of an experiment that it belongs to.
  public var arm: String?

  /// The same item in an arm of an experiment.
  public func inArm(_ name: String) -> GeneratedItem {
    var item = self
    (item.arm, item.id) = (name, "\(name)/\(id)")
    return item
  }

  /// The fields of its record.
  public var fields: JSON.Object {
    var fields = JSON.Object()
    fields["answers"] = .array(answers.map(JSON.string))
    fields["arm"] = arm.map(JSON.string)
    if !choices.isEmpty { fields["choices"] = .array(choices.map(JSON.string)) }
    if !covariates.isEmpty { fields["covariates"] = GeneratedItem.object(covariates) }
    if !errors.isEmpty { fields["errors"] = GeneratedItem.object(errors) }
    fields["id"] = .string(id)
    fields["input"] = .string(question)
    fields["language"] = .string(language.rawValue)
    fields["template"] = .string(template)
    return fields
  }

  /// The record in canonical JSON, with its line feed.
  public var line: [UInt8] { JSON.object(fields).canonicalBytes + [0x0A] }

  private static func object(_ texts: [String: String]) -> JSON {
    var object = JSON.Object()
    for (name, text) in texts { object[name] = .string(text) }
    return .object(object)
  }
}
