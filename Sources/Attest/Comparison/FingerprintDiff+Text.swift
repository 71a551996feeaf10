internal import Record
internal import Text

extension FingerprintDiff {
  /// The comparison as plain lines: the two answers, then the differences by what they affect.
  ///
  /// - Parameter all: whether to list what affects neither results nor speed, too.
  public func lines(all: Bool = false) -> [String] {
    var lines = [
      "same results expected? \(results.answer.rawValue): \(results.because)",
      "same speed expected?   \(speed.answer.rawValue): \(speed.because)",
    ]
    for effect in FingerprintField.Effect.allCases.sorted(by: { $0.rank < $1.rank }) {
      let group = differences.filter { $0.effect == effect }
      if group.isEmpty { continue }
      if effect == .informational, !all {
        lines.append("")
        lines.append("\(counted(group.count, "difference affects", "differences affect")) neither")
        continue
      }
      lines += ["", "may change \(effect.words):"]
      let names = group.map { excerpt($0.name) }
      let width = names.map { displayWidth($0) }.max() ?? 0
      for (name, difference) in zip(names, group) {
        let (left, right) = (FingerprintDiff.text(difference.left), FingerprintDiff.text(difference.right))
        lines.append("  \(padded(name, to: width))  \(left)  |  \(right)")
      }
    }
    for (tags, side) in [(taints.left, "left"), (taints.right, "right")] where !tags.isEmpty {
      lines += ["", "only the \(side) one is tainted: \(listed(tags))"]
    }
    return lines
  }

  private static func text(_ field: FingerprintField?) -> String {
    guard let field else { return "(not recorded)" }
    guard let value = field.value else { return "(\(excerpt(field.reason ?? "absent")))" }
    return excerpt(value.text ?? value.canonicalText)
  }
}

extension FingerprintField.Effect {
  fileprivate var words: String {
    switch self {
    case .result: "bits of results"
    case .performance: "speed"
    case .informational: "neither"
    }
  }
}
