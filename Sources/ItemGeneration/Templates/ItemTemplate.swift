internal import Record

/// A template in one language: what is drawn, what has to hold, and how an instance is worded and answered.
struct ItemTemplate: Sendable {
  let name: String
  /// In the order in which they are drawn; their slots follow those of the document's lists.
  var variables: [Variable] = []
  /// In their order, behind the variables.
  var derived: [Derived] = []
  var conditions: [TypedTerm] = []
  var wordings: [Wording] = []
  /// What counts as right; the first one is shown among choices.
  var answers: [TypedTerm] = []
  var distractors: [Named] = []
  var covariates: [Named] = []
  /// In which order values are derived and conditions looked at: each condition as soon as what it reads is derived.
  var steps: [Step] = []
  /// Places of a machine: lists, variables, derived values, elements of comprehensions.
  var slots = 0

  enum Step: Sendable {
    case derive(Int)
    case require(Int)
  }

  struct Variable: Sendable {
    var name: String
    var domain: ItemDomain
    var slot: Int
    /// The number of its place, for messages.
    var text: Int
  }

  struct Derived: Sendable {
    var name: String
    var term: TypedTerm
    var slot: Int
  }

  struct Named: Sendable {
    var name: String
    var term: TypedTerm
  }

  /// A text with places.
  struct Wording: Sendable {
    var parts: [Part]
    var text: Int

    enum Part: Sendable {
      case text(String)
      case place(TypedTerm)
    }

    var reads: Set<Int> {
      parts.reduce(into: []) { if case .place(let term) = $1 { $0.formUnion(term.reads) } }
    }
  }
}

/// A document of templates as it was read: each template in each of its languages.
public struct TemplateDocument: Sendable {
  /// The name of the family.
  public let name: String
  /// What the family asks, in a line.
  public let title: String?
  /// Its licence, an SPDX id.
  public let license: String?
  /// The languages that every template is worded in.
  public let languages: [ItemLanguage]
  /// The names of the templates, in their order.
  public var templates: [String] { (editions[languages[0]]?.templates ?? []).map(\.name) }

  let editions: [ItemLanguage: Edition]
  /// What the numbers of texts in terms stand for.
  let places: [Place]

  /// The templates in one language, and the values of the document's lists in the first slots.
  struct Edition: Sendable {
    var lists: [ItemValue]
    var templates: [ItemTemplate]
  }
}
