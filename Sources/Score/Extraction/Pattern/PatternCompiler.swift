/// Turns the tree of a pattern into instructions.
struct PatternCompiler {
  private(set) var program: [Pattern.Instruction] = []
  private(set) var sets: [ScalarSet] = []
  private let isCaseless: Bool

  init(isCaseless: Bool) { self.isCaseless = isCaseless }

  mutating func compile(_ tree: PatternTree) throws(Pattern.Fault) {
    try add(tree)
    program.append(.match)
  }

  private mutating func append(_ instruction: Pattern.Instruction) throws(Pattern.Fault) {
    guard program.count < Pattern.programLimit else {
      throw Pattern.Fault("the pattern becomes more than \(Pattern.programLimit) instructions; repeat less", at: 0)
    }
    program.append(instruction)
  }

  private mutating func add(_ tree: PatternTree) throws(Pattern.Fault) {
    switch tree {
    case .empty: break
    case .scalar(let value): try add(scalar: value)
    case .set(let set): try add(set: set)
    case .sequence(let parts): for part in parts { try add(part) }
    case .choice(let branches): try add(choice: branches)
    case .assert(let assertion): try append(.assert(assertion))
    case .group(let inner, let number):
      if let number { try append(.save(2 * number + 2)) }
      try add(inner)
      if let number { try append(.save(2 * number + 3)) }
    case .repeated(let inner, let from, let to, let isGreedy):
      for _ in 0..<from { try add(inner) }
      if let to {
        try add(optional: inner, count: to - from, isGreedy)
      } else {
        try add(endless: inner, isGreedy)
      }
    }
  }

  private mutating func add(scalar value: UInt32) throws(Pattern.Fault) {
    let plain = ReplyText.plain(value) ?? value
    let lower = ReplyText.lower(plain)
    guard isCaseless, (0x61...0x7A).contains(lower) else { return try append(.scalar(plain)) }
    try add(set: ScalarSet(ranges: [lower...lower, lower - 32...lower - 32]))
  }

  private mutating func add(set: ScalarSet) throws(Pattern.Fault) {
    var set = set
    if isCaseless {
      for range in set.ranges {
        for (letters, other) in [(0x41...0x5A as ClosedRange<UInt32>, true), (0x61...0x7A, false)] where range.overlaps(letters) {
          let part = range.clamped(to: letters)
          set.ranges.append(other ? part.lowerBound + 32...part.upperBound + 32 : part.lowerBound - 32...part.upperBound - 32)
        }
      }
    }
    sets.append(set)
    try append(.set(sets.count - 1))
  }

  private mutating func add(choice branches: [PatternTree]) throws(Pattern.Fault) {
    var ends: [Int] = []
    for (place, branch) in branches.enumerated() {
      guard place < branches.count - 1 else { return try finish(branch, ends) }
      let split = program.count
      try append(.match)
      try add(branch)
      ends.append(program.count)
      try append(.match)
      program[split] = .split(split + 1, program.count)
    }
  }

  private mutating func finish(_ branch: PatternTree, _ ends: [Int]) throws(Pattern.Fault) {
    try add(branch)
    for end in ends { program[end] = .jump(program.count) }
  }

  private mutating func add(optional inner: PatternTree, count: Int, _ isGreedy: Bool) throws(Pattern.Fault) {
    var splits: [Int] = []
    for _ in 0..<count {
      splits.append(program.count)
      try append(.match)
      try add(inner)
    }
    for split in splits { program[split] = isGreedy ? .split(split + 1, program.count) : .split(program.count, split + 1) }
  }

  private mutating func add(endless inner: PatternTree, _ isGreedy: Bool) throws(Pattern.Fault) {
    let split = program.count
    try append(.match)
    try add(inner)
    try append(.jump(split))
    program[split] = isGreedy ? .split(split + 1, program.count) : .split(program.count, split + 1)
  }
}
