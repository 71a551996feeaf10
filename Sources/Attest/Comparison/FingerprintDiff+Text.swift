internal import Record

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
        lines.append("\(group.count) differences affect neither")
        continue
      }
      lines += ["", "may change \(effect.words):"]
      let width = group.map(\.name.count).max() ?? 0
      for difference in group {
        let name = escaped(difference.name)
        let pad = String(repeating: " ", count: max(0, width - name.count))
        lines.append("  \(name)\(pad)  \(FingerprintDiff.text(difference.left))  |  \(FingerprintDiff.text(difference.right))")
      }
    }
    for (tags, side) in [(taints.left, "left"), (taints.right, "right")] where !tags.isEmpty {
      lines += ["", "only the \(side) one is tainted: \(tags.map(escaped).joined(separator: ", "))"]
    }
    return lines
  }

  private static func text(_ field: FingerprintField?) -> String {
    guard let field else { return "(not recorded)" }
    guard let value = field.value else { return "(\(escaped(field.reason ?? "absent")))" }
    return escaped(value.text ?? value.canonicalText)
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
