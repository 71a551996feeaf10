extension Pattern {
  /// The matches in a text from left to right, none of which overlap; an empty one does not count.
  ///
  /// - Complexity: O(scalars × instructions), and no more than `stepLimit` steps.
  func matches(in text: ReplyText, limit: Int = 10_000) throws(Fault) -> [Match] {
    var machine = PatternMachine(self, text)
    var found: [Match] = []
    var start = 0
    while found.count < limit, start <= text.count, let match = try machine.match(from: start) {
      if !match.whole.isEmpty { found.append(match) }
      start = match.whole.isEmpty ? match.whole.upperBound + 1 : match.whole.upperBound
    }
    return found
  }
}

/// The threads of a pattern over a text, all of them at one place at a time.
struct PatternMachine {
  private let pattern: Pattern
  private let text: ReplyText
  private let slots: Int
  private var steps = 0
  /// For each instruction the last place plus one at which a thread came to it.
  private var seen: [Int]
  private var stamp = 0

  private struct Threads {
    var places: [Int] = []
    var saves: [[Int]] = []

    mutating func clear() {
      places.removeAll(keepingCapacity: true)
      saves.removeAll(keepingCapacity: true)
    }
  }

  init(_ pattern: Pattern, _ text: ReplyText) {
    (self.pattern, self.text) = (pattern, text)
    slots = 2 * pattern.groups + 2
    seen = Array(repeating: 0, count: pattern.program.count)
  }

  /// The first match that begins at or behind a place.
  mutating func match(from start: Int) throws(Pattern.Fault) -> Pattern.Match? {
    var (threads, following) = (Threads(), Threads())
    var best: [Int]?
    var index = start
    while index <= text.count {
      stamp += 1
      if best == nil {
        var saves = Array(repeating: -1, count: slots)
        saves[0] = index
        // Threads that are under way came first, and win.
        stampThreads(threads)
        try add(0, saves, at: index, to: &threads)
      }
      if threads.places.isEmpty, best != nil { break }
      stamp += 1
      following.clear()
      for thread in threads.places.indices {
        steps += 1
        let instruction = threads.places[thread]
        if case .match = pattern.program[instruction] {
          best = threads.saves[thread]
          best?[1] = index
          break
        }
        if accepts(instruction, index) { try add(instruction + 1, threads.saves[thread], at: index + 1, to: &following) }
      }
      guard steps <= Pattern.stepLimit else { throw Pattern.Fault("the pattern needs more than \(Pattern.stepLimit) steps", at: 0) }
      swap(&threads, &following)
      index += 1
    }
    return best.map(match)
  }

  private func match(_ saves: [Int]) -> Pattern.Match {
    func range(_ slot: Int) -> Range<Int>? {
      saves[slot] >= 0 && saves[slot + 1] >= saves[slot] ? saves[slot]..<saves[slot + 1] : nil
    }
    return Pattern.Match(whole: range(0) ?? 0..<0, groups: (0..<pattern.groups).map { range(2 * $0 + 2) })
  }

  private mutating func stampThreads(_ threads: Threads) { for place in threads.places { seen[place] = stamp } }

  private func accepts(_ instruction: Int, _ index: Int) -> Bool {
    guard index < text.count else { return false }
    return switch pattern.program[instruction] {
    case .scalar(let value): text[index] == value
    case .set(let number): pattern.sets[number].contains(text[index])
    default: false
    }
  }

  /// Follows jumps, splits and assertions to the instructions that take a scalar.
  private mutating func add(_ first: Int, _ saves: [Int], at index: Int, to threads: inout Threads) throws(Pattern.Fault) {
    var open = [(first, saves)]
    while let (place, saves) = open.popLast() {
      guard seen[place] != stamp else { continue }
      seen[place] = stamp
      steps += 1
      switch pattern.program[place] {
      case .jump(let target): open.append((target, saves))
      case .split(let preferred, let other):
        open.append((other, saves))
        open.append((preferred, saves))
      case .save(let slot):
        var saves = saves
        saves[slot] = index
        open.append((place + 1, saves))
      case .assert(let assertion): if holds(assertion, index) { open.append((place + 1, saves)) }
      case .scalar, .set, .match:
        threads.places.append(place)
        threads.saves.append(saves)
      }
    }
  }

  private func holds(_ assertion: Pattern.Assertion, _ index: Int) -> Bool {
    switch assertion {
    case .lineStart: index == 0 || text[index - 1] == 0x0A
    case .lineEnd: index == text.count || text[index] == 0x0A
    case .wordEdge: isWord(index - 1) != isWord(index)
    case .noWordEdge: isWord(index - 1) == isWord(index)
    }
  }

  private func isWord(_ index: Int) -> Bool { index >= 0 && index < text.count && ScalarSet.words.contains(text[index]) }
}
