internal import Attest
internal import Record
internal import Text

/// The recorded results of a trial beside those that came out here, bit for bit.
struct ResultComparison {
  struct Difference {
    let name: String
    let recorded: String
    let here: String
  }

  let differences: [Difference]
  let equal: Int

  init(recorded: [ResultValue], here: [ResultValue]) {
    let one = Dictionary(recorded.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let other = Dictionary(here.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let names = Set(one.keys).union(other.keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let different = names.filter { one[$0] != other[$0] }
    differences = different.map { name in
      let (left, right) = ResultComparison.texts(one[name]?.value, other[name]?.value)
      return Difference(name: name, recorded: left, here: right)
    }
    equal = names.count - different.count
  }

  /// Comparisons of parts of a trial as one.
  init(merging parts: [ResultComparison]) {
    differences = parts.flatMap(\.differences)
    equal = parts.reduce(0) { $0 + $1.equal }
  }

  /// Both values in words; of two series the first place where they part.
  private static func texts(_ left: ResultValue.Content?, _ right: ResultValue.Content?) -> (String, String) {
    if case .series(let one)? = left, case .series(let other)? = right {
      let place = zip(one, other).enumerated().first { $1.0.bitPattern != $1.1.bitPattern }?.offset ?? min(one.count, other.count)
      func text(_ series: [Double]) -> String { place < series.count ? "[\(place)] = \(series[place])" : "ends after \(series.count)" }
      return (text(one), text(other))
    }
    return (left.map(text) ?? "nothing", right.map(text) ?? "nothing")
  }

  private static func text(_ value: ResultValue.Content) -> String {
    switch value {
    case .digest(let digest): digest.hex
    case .count(let count): "\(count)"
    case .share(let part, let total): "\(part)/\(total)"
    case .number(let number): "\(number)"
    case .series(let numbers): "\(numbers.count) numbers"
    case .text(let text): excerpt(text)
    case .flag(let flag): flag ? "true" : "false"
    }
  }
}
