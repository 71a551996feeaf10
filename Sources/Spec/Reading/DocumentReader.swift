internal import Text

/// Reads one YAML document into a located tree, within limits, reporting what is wrong with it.
struct DocumentReader: ~Copyable {
  let text: EditedText
  let limits: ReadingLimits
  let problems: Problems
  let offsets: ScalarOffsets
  private var events: YAMLEvents
  private var eventCount = 0
  var anchors: [String: Anchor] = [:]
  /// Keys that hold what belongs behind them, each with the mend.
  var suspects: [[Mend]] = []
  var source: SourceText { text.source }

  enum Anchor {
    /// Its value is still being read, so an alias to it would contain itself.
    case open(Span)
    case closed(YAMLValue)
  }

  /// How reading ended.
  enum Outcome {
    case value(YAMLValue)
    /// The parser stopped; nothing is reported yet.
    case fault(YAMLFault, ScalarOffsets)
    /// Something that reading cannot go on from is reported.
    case stopped
  }

  /// Why reading stopped.
  enum Stop: Error {
    case reported
    case fault(YAMLFault)
  }

  /// A reader that reports to problems of its own.
  init?(_ text: EditedText, _ limits: ReadingLimits, _ problems: Problems) {
    guard let events = YAMLEvents(text.bytes[...]) else {
      problems.error(.yamlSyntax, "the text cannot be parsed: memory is short", at: Span(text.source, 0..<0))
      return nil
    }
    self.text = text
    self.limits = limits
    self.problems = problems
    self.events = events
    offsets = ScalarOffsets(text.bytes)
  }

  // MARK: - The stream

  /// Reads the whole stream; may be called once.
  mutating func read() -> Outcome {
    do throws(Stop) {
      _ = try next()
      let first = try next()
      guard case .documentStart = first.kind else {
        problems.error(
          .emptyDocument, "the file holds no document", at: span(first.range),
          help: "a spec begins with `etalon: 1` and a `name`; `etalon new` writes one")
        return .stopped
      }
      let value = try read(try next(), depth: 1)
      _ = try next()
      try expectEnd()
      return .value(value)
    } catch {
      switch error {
      case .fault(let fault): return .fault(fault, offsets)
      case .reported: return .stopped
      }
    }
  }

  private mutating func expectEnd() throws(Stop) {
    let event = try next()
    if case .streamEnd = event.kind { return }
    problems.error(
      .severalDocuments, "a second document in the file", at: span(event.range), "begins here",
      help: "one file holds one spec; put the other into a file of its own")
  }

  mutating func next() throws(Stop) -> YAMLEvent {
    eventCount += 1
    let event: YAMLEvent
    do throws(YAMLFault) {
      event = try events.next()
    } catch {
      throw Stop.fault(error)
    }
    // What is wrong with the rest is not listed.
    guard !problems.isFull else { throw Stop.reported }
    guard eventCount <= limits.events else {
      problems.error(
        .tooManyEvents, "the file has more than \(limits.events) parts", at: span(event.range), "here",
        help: "keep data in files of its own, and name them in `datasets`")
      throw Stop.reported
    }
    return event
  }

  /// Where a range of scalars of the parser's text stands in the file.
  func span(_ range: Range<Int>) -> Span { text.span(offsets.bytes(range)) }
}
