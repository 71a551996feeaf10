/// Tells when the cells of a workload only repeat a mistake, each report of which costs time.
struct RepeatedMistake {
  private static let limit = 50
  private var count = 0
  /// Whether enough is known: so many cells in a row had errors, and none of them a new one.
  private(set) var isEnough = false

  /// Takes a step that may report errors.
  mutating func watch(_ problems: Problems, _ step: () -> Void) {
    let (reports, listed) = (problems.reports, problems.all.count)
    step()
    guard problems.reports > reports else { return }
    count = problems.all.count > listed ? 0 : count + 1
    isEnough = count >= RepeatedMistake.limit || problems.isFull
  }
}
