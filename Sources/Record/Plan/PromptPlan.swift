/// How an item becomes a question.
public struct PromptPlan: Sendable, Hashable, Codable {
  /// The system message, a template; absent where none is sent.
  public var system: String?
  /// The turns that follow, each a template; the last one is the question.
  public var turns: [Turn]

  /// A question from its parts.
  public init(system: String? = nil, turns: [Turn]) {
    self.system = system
    self.turns = turns
  }

  /// A question in one message of the user.
  public init(system: String? = nil, user template: String) { self.init(system: system, turns: [Turn(.user, template)]) }

  /// One message of a conversation.
  public struct Turn: Sendable, Hashable, Codable {
    /// Who says it.
    public var role: Role
    /// What is said; `{input}` stands for the item's input.
    public var template: String

    /// A message of a role.
    public init(_ role: Role, _ template: String) {
      self.role = role
      self.template = template
    }
  }

  /// Who says a message of a conversation.
  public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    /// Who asks.
    case user
    /// Who answers.
    case assistant
  }
}
