/// Choices that come in every sequence: an odometer whose wheels are found while it turns.
struct Enumeration: Chooser {
  static let isExhaustive = true
  private var wheels: [(value: UInt64, bound: UInt64)] = []
  private var at = 0

  /// The first sequence.
  init() {}

  /// A sequence that was met before.
  init(at values: [UInt64]) { wheels = values.map { ($0, .max) } }

  /// The choices so far.
  var values: [UInt64] { wheels.prefix(at).map(\.value) }

  mutating func choose(below bound: UInt64) -> UInt64 {
    if at == wheels.count { wheels.append((0, bound)) }
    defer { at += 1 }
    return wheels[at].value
  }

  /// How often a draw makes these choices.
  var share: Double { wheels.prefix(at).reduce(1) { $0 / Double($1.bound) } }

  /// Goes on to the next sequence; false behind the last one.
  mutating func advance() -> Bool {
    // What lies behind the last choice that was made belongs to another sequence.
    wheels.removeSubrange(min(at, wheels.count)...)
    at = 0
    while let last = wheels.last {
      if last.value + 1 < last.bound {
        wheels[wheels.count - 1].value += 1
        return true
      }
      wheels.removeLast()
    }
    return false
  }
}
