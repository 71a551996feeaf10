/// A row of IO500's list, which says enough to be computed again from its own phases.
///
/// The rules are IO500's: the bandwidth is the geometric mean of the four phases of IOR, the metadata rate that of find and the seven
/// phases of mdtest, the score that of the two. Each printed number stands for everything that is rounded to it.
public struct IO500Row: Sendable {
  private let cells: [String: String]

  /// A row by the names of its columns.
  public init(_ cells: [String: String]) { self.cells = cells }

  /// What its own phases say of it.
  public enum Verdict: Sendable, Hashable {
    /// Every number follows from the others as far as their digits say.
    case follows
    /// Two of its numbers contradict each other.
    case contradicts(String)
    /// A phase that is needed is not told.
    case notCheckable(String)
  }

  /// The phases of IOR, in GiB/s.
  public static let bandwidths = ["ior_easy_write", "ior_hard_write", "ior_easy_read", "ior_hard_read"]
  /// The phases of mdtest, in thousand operations per second; find is told in two columns.
  public static let rates = [
    "mdtest_easy_write", "mdtest_hard_write", "mdtest_easy_stat", "mdtest_hard_stat", "mdtest_easy_delete", "mdtest_hard_read",
    "mdtest_hard_delete",
  ]

  /// A number of the row; `nil` where it is not told.
  public func number(_ column: String) -> PrintedNumber? { cells[column].flatMap { PrintedNumber($0) } }

  /// The rate of find, by the column that is printed more finely.
  public var find: PrintedNumber? {
    guard let hard = number("find_hard"), hard.high > hard.low, !isZero(hard) else { return number("find_easy") }
    guard let easy = number("find_easy"), !isZero(easy) else { return hard }
    return hard.isFiner(than: easy) ? hard : easy
  }

  private func isZero(_ number: PrintedNumber) -> Bool { number.low.isZero }

  /// Derives the row again.
  public var verdict: Verdict {
    if let easy = number("find_easy"), let hard = number("find_hard"), !isZero(easy), !isZero(hard), !easy.meets(hard) {
      return .contradicts("find is one phase, and it is \(cells["find_easy"] ?? "") in one column and \(cells["find_hard"] ?? "") in the other")
    }
    let phases = IO500Row.bandwidths + IO500Row.rates
    let missing = phases.filter { number($0) == nil } + (find == nil ? ["find"] : [])
    guard missing.isEmpty, let find, let score = number("io500_score"), let bandwidth = number("io500_bw"), let rate = number("io500_md") else {
      return .notCheckable("\(missing.isEmpty ? "a total" : missing.joined(separator: " and ")) is not told")
    }
    if let fault = mean("io500_bw", bandwidth, IO500Row.bandwidths.compactMap(number)) { return .contradicts(fault) }
    if let fault = mean("io500_md", rate, IO500Row.rates.compactMap(number) + [find]) { return .contradicts(fault) }
    guard score.power(2).meets(bandwidth * rate) else { return .contradicts("io500_score is not the geometric mean of io500_bw and io500_md") }
    return .follows
  }

  /// A phase of 0 was not measured, and counts in no mean.
  private func mean(_ name: String, _ total: PrintedNumber, _ phases: [PrintedNumber]) -> String? {
    let measured = phases.filter { !isZero($0) }
    guard let first = measured.first else { return "\(name) has no phase that was measured" }
    let product = measured.dropFirst().reduce(first, *)
    return total.power(measured.count).meets(product) ? nil : "\(name) is not the geometric mean of its \(measured.count) phases"
  }
}
