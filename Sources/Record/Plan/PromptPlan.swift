/// How an item becomes a question.
///
/// Texts are templates over the fields of an item (``Template``); `docs/prompts.md` says exactly what is sent.
public struct PromptPlan: Sendable, Hashable, Codable {
  /// The system message, a template; absent where none is sent.
  public var system: String?
  /// The turns that follow, each a template; the last one is the question.
  public var turns: [Turn]
  /// What the reply begins with, a template: sent as a last turn of the assistant.
  public var prefill: String?
  /// Solved items that stand before the question; absent where there are none.
  public var shots: Shots?
  /// The order in which the choices of an item are offered.
  public var order: Order
  /// What is asked beside each item, in order.
  public var variants: [Variant]

  /// A question from its parts.
  public init(
    system: String? = nil, turns: [Turn], prefill: String? = nil, shots: Shots? = nil, order: Order = .given, variants: [Variant] = []
  ) {
    self.system = system
    self.turns = turns
    self.prefill = prefill
    self.shots = shots
    self.order = order
    self.variants = variants
  }

  /// A question in one message of the user.
  public init(system: String? = nil, user template: String) { self.init(system: system, turns: [Turn(.user, template)]) }

  /// One message of a conversation.
  public struct Turn: Sendable, Hashable, Codable {
    /// Who says it.
    public var role: Role
    /// What is said, a template.
    public var template: String

    /// A message of a role.
    public init(_ role: Role, _ template: String) {
      self.role = role
      self.template = template
    }
  }

  /// Who says a message of a conversation.
  public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    /// Who sets the rules.
    case system
    /// Who asks.
    case user
    /// Who answers.
    case assistant
  }

  /// The order of choices.
  public enum Order: String, Sendable, Hashable, Codable, CaseIterable {
    /// As the item has them.
    case given
    /// By a random permutation for each item.
    case shuffled
  }

  /// A perturbed question with the name that its results have.
  public struct Variant: Sendable, Hashable, Codable {
    /// Such as `typos`, or `paraphrase-2`.
    public var name: String
    /// What is changed.
    public var change: Perturbation

    /// A change under a name.
    public init(_ name: String, _ change: Perturbation) {
      self.name = name
      self.change = change
    }
  }
}

extension PromptPlan {
  /// The datasets that it draws from beside the one that is asked, each once: input ids.
  public var sources: [String] {
    let distractors = variants.compactMap { if case .distractors(let from, _) = $0.change { from } else { nil } }
    return ([shots?.from].compactMap(\.self) + distractors).reduce(into: []) { ids, id in
      if !ids.contains(where: { isSpelledAlike($0, id) }) { ids.append(id) }
    }
  }

  /// Solved items that stand before the question.
  public struct Shots: Sendable, Hashable, Codable {
    /// The dataset that they come from: an input id.
    public var from: String
    /// How many there are.
    public var count: Int
    /// Which ones.
    public var choose: Choice
    /// The turns of each, templates with the answer; empty where they are a text.
    public var turns: [Turn]
    /// The text of each, a template with the answer; absent where they are turns.
    public var text: String?
    /// What stands between texts.
    public var separator: String?

    /// Shots as turns.
    public init(from dataset: String, count: Int, choose: Choice, turns: [Turn]) {
      (from, self.count, self.choose, self.turns) = (dataset, count, choose, turns)
    }

    /// Shots as a text that stands where a template says `{shots}`.
    public init(from dataset: String, count: Int, choose: Choice, text: String, separator: String) {
      (from, self.count, self.choose, turns) = (dataset, count, choose, [])
      (self.text, self.separator) = (text, separator)
    }

    /// Which items of a set are shown.
    public enum Choice: String, Sendable, Hashable, Codable, CaseIterable {
      /// The first ones.
      case fixed
      /// Random ones for each item.
      case drawn
      /// The first ones of the item's category.
      case byCategory = "by-category"
      /// Random ones of the item's category.
      case drawnByCategory = "drawn-by-category"

      /// Whether only items of the same category are shown.
      public var isByCategory: Bool { self == .byCategory || self == .drawnByCategory }
      /// Whether chance decides.
      public var isDrawn: Bool { self == .drawn || self == .drawnByCategory }
    }
  }
}
