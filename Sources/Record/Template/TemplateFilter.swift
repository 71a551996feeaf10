internal import Text

/// A filter of templates: a total function of a value and at most one argument.
public struct TemplateFilter: Sendable {
  /// As a template writes it.
  public let name: String
  /// What stands in its parentheses.
  public let parameter: Parameter
  /// What it makes of a value, in a clause.
  public let summary: String
  /// Whether it is applied where a field is absent.
  let isForAbsent: Bool
  let apply: @Sendable (JSON, Argument) throws(Refusal) -> JSON

  init(
    _ name: String, _ summary: String, takes parameter: Parameter = .none, isForAbsent: Bool = false,
    _ apply: @escaping @Sendable (JSON, Argument) throws(Refusal) -> JSON
  ) {
    (self.name, self.parameter, self.summary, self.isForAbsent, self.apply) = (name, parameter, summary, isForAbsent, apply)
  }

  /// What stands in the parentheses of a filter.
  public enum Argument: Sendable, Hashable {
    /// No parentheses.
    case none
    /// A text in quotes.
    case text(String)
    /// A whole number.
    case number(Int)

    var text: String { if case .text(let text) = self { text } else { "" } }
    var number: Int { if case .number(let number) = self { number } else { 0 } }
  }

  /// What a filter takes in parentheses.
  public enum Parameter: Sendable, Hashable {
    /// Nothing.
    case none
    /// A text of at most 256 bytes, with what is meant where it is absent.
    case text(standard: String?)
    /// A text of at most 256 bytes that holds a mark.
    case pattern(holding: String, standard: String)
    /// A whole number.
    case number(ClosedRange<Int>)
  }

  /// Why a filter cannot take a value, in a clause that can follow `is`.
  struct Refusal: Error {
    let reason: String
    let help: String?

    init(_ reason: String, help: String? = nil) { (self.reason, self.help) = (reason, help) }
  }

  /// The filter of a name, or `nil`.
  static func named(_ name: String) -> TemplateFilter? { all.first { isSpelledAlike($0.name, name) } }

  /// How it is written.
  public var example: String {
    switch parameter {
    case .none: name
    case .text(let standard): "\(name)(\"\(standard ?? "…")\")"
    case .pattern(_, let standard): "\(name)(\"\(standard)\")"
    case .number(let range): "\(name)(\(min(range.upperBound, 3)))"
    }
  }
}

extension TemplateFilter: Hashable {
  public static func == (left: TemplateFilter, right: TemplateFilter) -> Bool { isSpelledAlike(left.name, right.name) }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension TemplateFilter.Parameter {
  private static let textLimit = 256

  /// What is meant where nothing stands in parentheses; `nil` where something has to.
  var standard: TemplateFilter.Argument? {
    switch self {
    case .none: .some(.none)
    case .text(let standard): standard.map { .text($0) }
    case .pattern(_, let standard): .text(standard)
    case .number: nil
    }
  }

  func takes(_ argument: TemplateFilter.Argument) -> Bool {
    switch (self, argument) {
    case (.text, .text(let text)): text.utf8.count <= Self.textLimit
    case (.pattern(let mark, _), .text(let text)): text.utf8.count <= Self.textLimit && text.contains(mark)
    case (.number(let range), .number(let number)): range.contains(number)
    default: false
    }
  }

  var noun: String {
    switch self {
    case .none: "nothing in parentheses"
    case .text: "a text of at most \(Self.textLimit) bytes"
    case .pattern(let mark, _): "a text of at most \(Self.textLimit) bytes that holds `\(mark)`"
    case .number(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }
  }
}
