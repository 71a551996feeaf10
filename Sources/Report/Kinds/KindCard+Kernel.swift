internal import Record

extension KindCard {
  /// The card of a kernel.
  static func kernel(_ work: KernelWork) -> KindCard {
    let sizes = work.parameters.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { "\($0.key) \(grouped($0.value))" }
    let size = sizes.isEmpty ? "" : " with \(sizes.joined(separator: ", "))"
    return KindCard(
      title: "The kernel \(shortened(work.operation, to: 60))",
      sentence: "The kernel \(work.operation)\(size), \(work.tier.rawValue) tier, revision \(work.revision).",
      figures: [.distributions])
  }
}
