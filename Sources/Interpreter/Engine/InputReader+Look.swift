internal import Record

extension InputReader {
  /// Whether a look before the run went through the items of an input: not of sealed, drawn or very large ones.
  func isLookedAt(_ id: String) -> Bool {
    guard search.isLookedAt, let input = plan.input(id), !input.isSealed, input.format?.word != TemplateFormat.word else { return false }
    return ((try? bytes(id)).map { $0.count <= DatasetBytes.limit }) ?? false
  }
}
