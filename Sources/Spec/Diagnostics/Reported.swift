/// Says that a value is missing and that an error tells why.
///
/// A step of planning gives its value or throws this. Nobody can make one without reporting an error, so nothing is dropped in silence.
struct Reported: Error {
  /// Whether nothing more is listed, so that a step that looks at many things may stop.
  let isLast: Bool

  /// Reports an error.
  init(_ error: Diagnostic, to problems: Problems) {
    problems.add(error)
    isLast = problems.isFull
  }

  /// What an error says that is reported already.
  fileprivate init(known problems: Problems) { isLast = problems.isFull }
}

/// A value, or the knowledge that its absence is reported: what a step keeps that goes on to find further problems.
enum Outcome<Output> {
  case value(Output)
  case reported(Reported)

  /// Takes the step and keeps what comes of it.
  init(_ step: @autoclosure () throws(Reported) -> Output) {
    do { self = .value(try step()) } catch { self = .reported(error) }
  }

  /// The value, for a step that cannot go on without it.
  func get() throws(Reported) -> Output {
    switch self {
    case .value(let value): return value
    case .reported(let reported): throw reported
    }
  }

  /// The value, for a step that says less without it.
  var value: Output? { if case .value(let value) = self { value } else { nil } }
}

extension Sequence {
  /// Takes the step for every element, so that all their problems are found, and throws only then, or when no more are listed.
  func mapAll<Output>(_ step: (Element) throws(Reported) -> Output) throws(Reported) -> [Output] {
    var values: [Output] = []
    var missing: Reported?
    for element in self {
      do {
        values.append(try step(element))
      } catch {
        guard !error.isLast else { throw error }
        missing = missing ?? error
      }
    }
    if let missing { throw missing }
    return values
  }
}

extension Problems {
  /// Reports that something went missing without a word, which no spec can be blamed for.
  func fault(_ what: String, at span: Span) -> Reported {
    error(
      .internalFault, "a fault of etalon itself: \(what)", at: span, "while working on this",
      help: "please report it together with the spec; until then, write this part in another way")
  }

  /// What an earlier step left out after it reported why; a fault where it did not.
  func reported(earlier what: @autoclosure () -> String, at span: Span) -> Reported {
    hasErrors ? Reported(known: self) : fault("\(what()) is missing and nothing says why", at: span)
  }
}
