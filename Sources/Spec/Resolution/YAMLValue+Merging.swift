internal import Record
internal import Text

extension YAMLValue {
  /// Keys that hold one choice of several, so that another choice replaces the parent's instead of joining it.
  private static let choices = Set(
    Language.current.objects(.empty).flatMap(\.keys).filter { if case .choice = $0.value { true } else { false } }.map(\.name))

  /// A parent's value with a child's over it: mappings are merged, `~` removes what is inherited, everything else is replaced.
  func merging(_ child: YAMLValue, _ problems: Problems) -> YAMLValue {
    guard let mine = entries, let theirs = child.entries else { return child }
    var merged: [Entry?] = mine
    var places: [String: Int] = [:]
    for (index, entry) in mine.enumerated() { places[entry.key.text] = index }
    for entry in theirs {
      let index = places[entry.key.text]
      if entry.value.isNothing {
        guard let index else {
          if !problems.isFull { entry.reportNothingToRemove(among: mine.lazy.map(\.key.text), problems) }
          continue
        }
        merged[index] = nil
        problems.removed[entry.key.text] = entry.key.span
      } else if let index, let inherited = merged[index]?.value {
        let isReplaced = inherited.isReplaced(by: entry.value, key: entry.key.text)
        merged[index] = Entry(key: entry.key, value: isReplaced ? entry.value : inherited.merging(entry.value, problems))
      } else {
        merged.append(entry)
      }
    }
    return YAMLValue(child.span, .mapping(merged.compactMap(\.self)))
  }

  private func isReplaced(by child: YAMLValue, key: String) -> Bool {
    guard let mine = entries, let theirs = child.entries else { return true }
    if YAMLValue.choices.contains(key) { return mine.first?.key.text != theirs.first?.key.text }
    if key == "reference" { return self["bundle"] != nil || child["bundle"] != nil }
    if key == "sample" { return (self["count"] == nil) != (child["count"] == nil) }
    return false
  }
}

extension Entry {
  /// A key without a value in a child, though nothing of its name is inherited.
  fileprivate func reportNothingToRemove(among names: some Collection<String>, _ problems: Problems) {
    problems.error(
      .nothingToRemove, "\(quoted(key.text)) is not inherited, so there is nothing to remove", at: key.span, "has no value",
      help: didYouMean(key.text, among: names).map { "did you mean `\($0)`?" }
        ?? "a key without a value, or with `~`, removes what a parent has under it; an empty mapping is written `{}`")
  }
}
