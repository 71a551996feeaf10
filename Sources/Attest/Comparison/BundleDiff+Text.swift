internal import Record
internal import Text

extension BundleDiff {
  /// The comparison as plain lines; numbers are written by the function handed in, units included.
  public func lines(all: Bool = false, number: (Double, _ unit: String) -> String) -> [String] {
    var lines = environment.lines(all: all) + [""]
    lines.append(
      plans.left == plans.right
        ? "same plan: \(plans.left.short)"
        : "different plans: \(plans.left.short) and \(plans.right.short); only what both have is compared")
    lines.append(
      results.isEmpty ? "results: all \(comparedResults) the same, bit for bit" : "results: \(results.count) of \(comparedResults) differ")
    for difference in results.prefix(all ? results.count : 20) {
      lines.append("  \(excerpt(difference.trial)) \(excerpt(difference.name))  \(text(difference.left))  |  \(text(difference.right))")
    }
    if !all, results.count > 20 { lines.append("  and \(results.count - 20) more") }
    lines += section("measurements", measurements, number)
    for claim in claims { lines.append("claim \(quoted(claim.text)): \(claim.left.rawValue)  |  \(claim.right.rawValue)") }
    lines += section("scores", scores, number)
    return lines
  }

  private func section(_ title: String, _ comparisons: [EstimateComparison], _ number: (Double, String) -> String) -> [String] {
    if comparisons.isEmpty { return [] }
    let apart = comparisons.count { !$0.overlaps }
    let names = comparisons.map { excerpt($0.name) }
    let width = names.map { displayWidth($0) }.max() ?? 0
    return ["\(title): \(apart) of \(comparisons.count) differ by more than their intervals"]
      + zip(names, comparisons).map { name, comparison in
        let ratio = comparison.ratio.map { " (x \(BundleDiff.threeDigits($0)))" } ?? ""
        return "  \(padded(name, to: width))  \(number(comparison.left.value, comparison.unit))"
          + "  |  \(number(comparison.right.value, comparison.unit))\(ratio)\(comparison.overlaps ? "" : "  apart")"
      }
  }

  /// A ratio with two places, or as many as give it three digits, rounded to nearest.
  public static func threeDigits(_ ratio: Double) -> String {
    guard ratio.isFinite, ratio.magnitude < 1e12 else { return "\(ratio)" }
    var scale = 100
    while ratio != 0, ratio.magnitude * Double(scale) < 100, scale < 1_000_000_000_000 { scale *= 10 }
    let rounded = (ratio * Double(scale)).rounded()
    return Rational(exactly: rounded).flatMap { $0.divided(by: Rational(scale)) }.map(\.description) ?? "\(ratio)"
  }

  private func text(_ value: ResultValue.Content?) -> String {
    switch value {
    case nil: "(none)"
    case .digest(let digest): digest.short
    case .count(let count): "\(count)"
    case .share(let part, let total): "\(part)/\(total)"
    case .number(let number): "\(number)"
    case .series(let numbers): "\(numbers.count) numbers, the last \(numbers.last.map { "\($0)" } ?? "none")"
    case .text(let text): excerpt(text)
    case .flag(let flag): flag ? "true" : "false"
    }
  }
}
