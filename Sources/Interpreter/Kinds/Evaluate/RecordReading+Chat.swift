internal import Record
internal import Text

// The question of a record: a text, or the messages of a chat.
extension RecordReading {
  /// The most messages of a chat.
  static let messageLimit = 1000

  /// The question, and the messages that it stands in.
  func input(_ path: FieldPath) throws(DataFault) -> (text: String, messages: [EvaluationItem.Message]) {
    guard let elements = try required(path).elements else {
      let text = try text(path)
      guard !text.isEmpty else {
        throw place.fault("asks nothing in \(shown(path))", help: "write the question, or remove the \(place.noun)")
      }
      return (text, [])
    }
    guard (1...RecordReading.messageLimit).contains(elements.count) else {
      throw place.fault(
        "has \(counted(elements.count, "message")) in \(shown(path))", help: "a chat has 1 to \(RecordReading.messageLimit) messages")
    }
    var messages: [EvaluationItem.Message] = []
    for (index, element) in elements.enumerated() { messages.append(try message(element, "\(printable("\(path)")).\(index)")) }
    guard let question = messages.last(where: { $0.role == .user }) else {
      throw place.fault("has no message of a user in \(shown(path))", help: "a chat asks something: `{\"role\": \"user\", \"content\": …}`")
    }
    return (question.text, messages)
  }

  private func message(_ value: JSON, _ name: String) throws(DataFault) -> EvaluationItem.Message {
    guard let object = value.object, let role = object["role"]?.text, let content = object["content"] else {
      throw place.fault(
        "has no message in \"\(name)\"",
        help: "a question is a text, or a list of messages such as `{\"role\": \"user\", \"content\": \"…\"}`")
    }
    guard let known = EvaluationItem.Message.Role(rawValue: role == "developer" ? "system" : role) else {
      throw place.fault(
        "has the role \(quoted(role, limit: 40)) in \"\(name)\"",
        help: "a message is said by \(listed(EvaluationItem.Message.Role.allCases.map(\.rawValue), joining: "or"))")
    }
    guard let text = content.text ?? parts(content) else {
      throw place.fault(
        "has no text as content in \"\(name)\"", help: "only messages of text are asked; of parts, each has the type `text`")
    }
    return EvaluationItem.Message(role: known, text: text)
  }

  /// The text of content that is a list of parts.
  private func parts(_ content: JSON) -> String? {
    guard let elements = content.elements, !elements.isEmpty else { return nil }
    let texts = elements.compactMap { $0["type"]?.text == "text" ? $0["text"]?.text : nil }
    return texts.count == elements.count ? texts.joined() : nil
  }
}
