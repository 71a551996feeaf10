/// A text with places that the fields of an item fill: `{question}`, `{doc.title | trim}`, `{choices | lettered}`.
///
/// Total and bounded: no loops, no code, and what is put in is never looked at again. `docs/prompts.md` is its specification.
public struct Template: Sendable, Hashable {
  /// The template as it was written.
  public let text: String
  let parts: [Part]

  /// A piece of a template.
  enum Part: Sendable, Hashable {
    /// A text that stays as it is.
    case text(String)
    /// A place that a field fills.
    case place(Place)
  }

  /// A place that a field fills, after it went through filters.
  public struct Place: Sendable, Hashable {
    /// Where the field is.
    public let path: FieldPath
    /// What it goes through, in order.
    public let filters: [TemplateStep]
    /// Where the place stands in the template, in bytes, with its braces.
    public let range: Range<Int>
    /// Where the path stands.
    public let pathRange: Range<Int>
  }

  /// The most bytes of a template.
  public static let sizeLimit = 1 << 16
  /// The most places of a template.
  public static let placeLimit = 256
  /// The most bytes that filling one may yield.
  public static let filledLimit = 4 << 20

  /// Reads a template.
  ///
  /// Complexity: O(n).
  public init(_ text: String) throws(TemplateFault) {
    var parser = TemplateParser(text)
    parts = try parser.parts()
    self.text = text
  }

  /// The places in their order.
  public var places: [Place] { parts.compactMap { if case .place(let place) = $0 { place } else { nil } } }

  /// The place that is the whole template and has no filters, which may take in more than a text; `nil` where there is more.
  public var onlyPlace: Place? {
    guard parts.count == 1, case .place(let place)? = parts.first, place.filters.isEmpty else { return nil }
    return place
  }

  /// The text with every place filled.
  ///
  /// - Parameter field: The value of a field; `nil` where the item has none.
  /// Complexity: linear in the template, the values and what comes out.
  public func filled(_ field: (FieldPath) -> JSON?) throws(UnfilledPlace) -> String {
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .place(let place):
        result += try place.text(field(place.path))
        guard result.utf8.count <= Template.filledLimit else {
          throw UnfilledPlace(place, "comes to more than \(Template.filledLimit) bytes", help: "shorten it with `truncate(…)`")
        }
      }
    }
    return result
  }
}

extension Template {
  /// The places that cannot be filled, each with the reason.
  ///
  /// - Parameter field: The value of a field; `nil` where the item has none.
  public func unfilled(_ field: (FieldPath) -> JSON?) -> [UnfilledPlace] {
    places.compactMap { place in
      do throws(UnfilledPlace) {
        _ = try place.text(field(place.path))
        return nil
      } catch { return error }
    }
  }
}

/// A filter with its argument.
public struct TemplateStep: Sendable, Hashable {
  /// The filter.
  public let filter: TemplateFilter
  /// What stands in its parentheses, or its standard value.
  public let argument: TemplateFilter.Argument
}

extension Template.Place {
  /// The text that a value becomes; an absent one waits for a `default`.
  func text(_ field: JSON?) throws(UnfilledPlace) -> String {
    var value = field == .null ? nil : field
    for step in filters {
      do throws(TemplateFilter.Refusal) {
        if let present = value {
          value = try step.filter.apply(present, step.argument)
        } else if step.filter.isForAbsent {
          value = try step.filter.apply(.null, step.argument)
        }
      } catch {
        throw UnfilledPlace(self, "is " + error.reason, help: error.help)
      }
    }
    guard let value else { throw UnfilledPlace(absent: self) }
    guard let text = value.plainText else {
      throw UnfilledPlace(
        self, "is \(value.kindNoun)", help: "say how it becomes text, such as `| join(\", \")`, `| lettered` or `| json`")
    }
    return text
  }
}

/// Says that a place of a template could not be filled from an item.
public struct UnfilledPlace: Error, Sendable, Hashable {
  /// The place.
  public let place: Template.Place
  /// What is wrong with the field, in a clause that can follow its name: `is a list`.
  public let reason: String
  /// What to do next.
  public let help: String?
  /// Whether the item has no such field.
  public let isAbsent: Bool

  init(_ place: Template.Place, _ reason: String, help: String?) {
    (self.place, self.reason, self.help, isAbsent) = (place, reason, help, false)
  }

  /// The item has no such field.
  init(absent place: Template.Place) {
    (self.place, reason, isAbsent) = (place, "is absent", true)
    help = "name a field that every item has, or give a value for the others: `| default(\"…\")`"
  }
}

extension JSON {
  /// The text that a scalar is, `nil` for others.
  var plainText: String? {
    switch self {
    case .string(let text): text
    case .number, .bool: canonicalText
    case .null, .array, .object: nil
    }
  }

  /// What kind of value it is, with its article.
  var kindNoun: String {
    switch self {
    case .string: "a text"
    case .number: "a number"
    case .bool: "a truth value"
    case .null: "null"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
