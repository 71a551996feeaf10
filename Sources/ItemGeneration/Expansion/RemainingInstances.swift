internal import Kernels

/// The instances of a template that did not come yet, where draws hardly find one any more: all sequences of choices are tried.
///
/// Only what makes another question is enumerated; the order of choices is drawn for each instance.
struct RemainingInstances {
  /// Behind so many sequences no more are tried.
  static let sequenceLimit = 200_000

  private var sequences: [[UInt64]] = []
  private var next = 0

  /// Finds them, and puts them into an order like a permutation.
  ///
  /// - Parameters:
  ///   - seen: The marks of what came before.
  ///   - steps: What the enumeration may take at most.
  /// - Returns: `nil` where there are too many sequences to try.
  init?(_ drawer: inout TemplateDrawer, besides seen: Set<UInt64>, within steps: Int, in order: StreamChooser) {
    var (choices, order, known, tried) = (Enumeration(), order, seen, 0)
    let before = drawer.total
    repeat {
      tried += 1
      guard tried <= RemainingInstances.sequenceLimit, drawer.total - before < steps else { return nil }
      guard let instance = try? drawer.instance(of: &choices), known.insert(instance.mark).inserted else { continue }
      sequences.append(choices.values)
    } while choices.advance()
    for place in sequences.indices.dropLast() {
      sequences.swapAt(place, place + Int(order.choose(below: UInt64(sequences.count - place))))
    }
  }

  /// The next one, with choices in the order that a stream draws; `nil` behind the last.
  mutating func instance(_ drawer: inout TemplateDrawer, _ order: inout StreamChooser) throws(DrawFault) -> TemplateInstance? {
    guard next < sequences.count else { return nil }
    var choices = Enumeration(at: sequences[next])
    next += 1
    return try drawer.instance(of: &choices, order: &order)
  }
}

extension TemplateDrawer {
  /// The instance of a sequence of choices; `nil` where its conditions do not hold.
  fileprivate mutating func instance(of choices: inout Enumeration) throws(DrawFault) -> TemplateInstance? {
    guard try begin(&choices) else { return nil }
    var first = FirstChoices()
    return try worded(as: wording(&choices), &first)
  }

  fileprivate mutating func instance(
    of choices: inout Enumeration, order: inout StreamChooser
  ) throws(DrawFault) -> TemplateInstance? {
    guard try begin(&choices) else { return nil }
    return try worded(as: wording(&choices), &order)
  }
}

/// Takes the first of everything.
private struct FirstChoices: Chooser {
  static let isExhaustive = true
  var share: Double { 1 }

  mutating func choose(below bound: UInt64) -> UInt64 { 0 }
}
