extension JSON {
  /// The members of a JSON object, sorted as RFC 8785 section 3.2.3 demands: by the UTF-16 code units of their names.
  public struct Object: Sendable, Hashable {
    /// Names and values, sorted, each name once.
    public private(set) var members: [Member] = []

    /// One name and its value.
    public struct Member: Sendable, Hashable {
      /// The name, once in its object.
      public let name: String
      /// The value under the name.
      public var value: JSON
    }

    /// An object without members.
    public init() {}

    /// The value of a name, or `nil`.
    ///
    /// Complexity: O(log n) to read; O(n) to put a new name before others, so a whole object is better made of its members.
    public subscript(name: String) -> JSON? {
      get {
        let at = position(of: name)
        return at.found ? members[at.index].value : nil
      }
      set {
        let at = position(of: name)
        switch (at.found, newValue) {
        case (true, let value?): members[at.index].value = value
        case (true, nil): members.remove(at: at.index)
        case (false, let value?): members.insert(Member(name: name, value: value), at: at.index)
        case (false, nil): break
        }
      }
    }

    private func position(of name: String) -> (found: Bool, index: Int) {
      var low = 0
      var high = members.count
      while low < high {
        let middle = (low + high) / 2
        if JSON.precedes(members[middle].name, name) { low = middle + 1 } else { high = middle }
      }
      return (low < members.count && isSpelledAlike(members[low].name, name), low)
    }
  }
}

extension JSON.Object {
  /// Says that a name stands twice.
  struct Repetition: Error {
    /// The position of the first member whose name stands before it already.
    let index: Int
  }

  /// An object of members in any order, each name once.
  ///
  /// Complexity: O(n log n) comparisons, and O(n) for members in order or in reverse.
  init(distinct members: [Member]) throws(Repetition) {
    guard !JSON.Object.isInOrder(members) else {
      self.members = members
      return
    }
    if members.count <= JSON.Object.few, let sorted = JSON.Object.inserted(members) {
      self.members = sorted
      return
    }
    let order = JSON.Object.order(of: members)
    var repeated: Int?
    for (first, second) in zip(order, order.dropFirst()) where isSpelledAlike(members[first].name, members[second].name) {
      repeated = min(repeated ?? second, second)
    }
    if let repeated { throw Repetition(index: repeated) }
    self.members = order.map { members[$0] }
  }

  /// An object of members in any order; of several with one name the last counts.
  ///
  /// Complexity: O(n log n) comparisons, and O(n) for members in order or in reverse.
  public init(_ members: [Member]) {
    guard !JSON.Object.isInOrder(members) else {
      self.members = members
      return
    }
    for index in JSON.Object.order(of: members) {
      if let last = self.members.last, isSpelledAlike(last.name, members[index].name) { self.members.removeLast() }
      self.members.append(members[index])
    }
  }

  /// So few members are put in order one by one.
  private static let few = 16

  /// The members in order, each put in its place; `nil` where a name stands twice.
  private static func inserted(_ members: [Member]) -> [Member]? {
    var sorted = members
    for index in sorted.indices.dropFirst() {
      var place = index
      while place > 0, JSON.precedes(sorted[place].name, sorted[place - 1].name) {
        sorted.swapAt(place, place - 1)
        place -= 1
      }
      if place > 0, isSpelledAlike(sorted[place - 1].name, sorted[place].name) { return nil }
    }
    return sorted
  }

  private static func isInOrder(_ members: [Member]) -> Bool {
    for index in members.indices.dropFirst() where !JSON.precedes(members[index - 1].name, members[index].name) { return false }
    return true
  }

  /// Positions by the order of the names; those of one name stay as they were.
  private static func order(of members: [Member]) -> [Int] {
    members.indices.sorted { left, right in
      if JSON.precedes(members[left].name, members[right].name) { return true }
      return left < right && isSpelledAlike(members[left].name, members[right].name)
    }
  }
}

extension JSON.Object.Member {
  /// A name and its value.
  public init(_ name: String, _ value: JSON) { (self.name, self.value) = (name, value) }

  /// Whether name and value are the same bytes in canonical form.
  public static func == (left: JSON.Object.Member, right: JSON.Object.Member) -> Bool {
    isSpelledAlike(left.name, right.name) && left.value == right.value
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combineBytes(of: name)
    hasher.combine(value)
  }
}

extension JSON {
  /// The order of names in canonical JSON: by UTF-16 code units, never by locale or canonical equivalence.
  ///
  /// UTF-8 has the same order but for one thing: what takes two units of UTF-16 begins with a surrogate, which comes before U+E000.
  static func precedes(_ left: String, _ right: String) -> Bool {
    let mine = left.utf8Span.span
    let other = right.utf8Span.span
    for index in 0..<min(mine.count, other.count) where mine[index] != other[index] {
      return rank(mine[index]) < rank(other[index])
    }
    return mine.count < other.count
  }

  /// The lead bytes of U+E000 to U+FFFF behind those of the supplementary planes.
  static func rank(_ byte: UInt8) -> UInt8 { byte == 0xEE || byte == 0xEF ? byte | 0x10 : byte }
}

/// Whether two texts are the same bytes; canonically equivalent texts are different.
func isSpelledAlike(_ left: String, _ right: String) -> Bool {
  let mine = left.utf8Span.span
  let other = right.utf8Span.span
  guard mine.count == other.count else { return false }
  for index in 0..<mine.count where mine[index] != other[index] { return false }
  return true
}
