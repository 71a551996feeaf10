/// The page that `etalon explain ID` shows.
public struct ExplainPage: Sendable, Hashable {
  /// The id that `etalon explain` takes.
  public let id: String
  /// One line, no full stop.
  public let title: String
  /// What it means, why it is so and what to do, in a few sentences.
  public let prose: String
  /// What provokes it, as small as it can be; empty where an example says nothing.
  public let wrong: String
  /// The same, mended.
  public let right: String

  /// A page with its prose and, where they help, a wrong and a right line.
  public init(_ id: String, _ title: String, _ prose: String, wrong: String = "", right: String = "") {
    self.id = id
    self.title = title
    self.prose = prose
    self.wrong = wrong
    self.right = right
  }

  /// The pages of checking and planning, sorted by id; other rooms have pages of their own.
  public static let all: [ExplainPage] =
    (reading + values + resolution + expressions).sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }

  /// The page of an id, or `nil`.
  public static func named(_ id: String) -> ExplainPage? { all.first { $0.id.utf8.elementsEqual(id.utf8) } }

  /// The page for a terminal.
  public var text: String {
    var parts = ["\(id): \(title)", prose]
    if !wrong.isEmpty { parts.append("Wrong:\n" + indented(wrong)) }
    if !right.isEmpty { parts.append("Right:\n" + indented(right)) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func indented(_ example: String) -> String {
    example.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
  }
}
