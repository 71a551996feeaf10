extension FieldPath {
  /// The most steps: an item is not nested deeper.
  public static let stepLimit = 16

  /// Why a text is no path.
  public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Two dots in a row, or one at an end; an empty path too.
    case emptyStep
    /// A quote without its other half, or something else than a dot behind it.
    case openQuote
    /// More than `stepLimit` steps.
    case tooDeep

    public var description: String {
      switch self {
      case .emptyStep: "a step is empty; dots stand between names"
      case .openQuote: "a quote opens a whole name and ends it"
      case .tooDeep: "it has more than \(FieldPath.stepLimit) steps"
      }
    }
  }

  /// Reads a path as a format declares it: names and numbers with dots between them, a name that holds a dot in quotes.
  ///
  /// `doc.question`, `choices.0`, `"a.b".c`, `Correct Answer`. Templates read the same, and want quotes around more names.
  public init(parsing text: String) throws(Fault) {
    var rest = Array(text.utf8)[...]
    var steps = [try FieldPath.step(&rest)]
    while rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      steps.append(try FieldPath.step(&rest))
    }
    guard rest.isEmpty else { throw .openQuote }
    guard steps.count <= FieldPath.stepLimit else { throw .tooDeep }
    self.init(steps)
  }

  private static func step(_ rest: inout ArraySlice<UInt8>) throws(Fault) -> String {
    let name: ArraySlice<UInt8>
    if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      name = rest.dropFirst().prefix { $0 != quote }
      rest = rest.dropFirst(name.count + 1)
      guard rest.first == quote else { throw .openQuote }
      rest = rest.dropFirst()
    } else {
      name = rest.prefix { $0 != UInt8(ascii: ".") }
      rest = rest.dropFirst(name.count)
    }
    guard !name.isEmpty else { throw .emptyStep }
    return String(decoding: name, as: UTF8.self)
  }
}
