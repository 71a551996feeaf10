internal import Record

/// The scores that the items of a cell got, trial by trial, as statistics need them: what is repeated and what belongs together.
struct ItemScores {
  /// For each trial, for each name of a score, the observations in the order of the items.
  private(set) var trials: [[String: [Observation]]] = []
  /// How many different units there are: clusters, and items without one.
  private(set) var unitCount = 0
  /// Whether any item belongs to a cluster.
  private(set) var hasClusters = false
  private var unitsOfClusters: [String: Int] = [:]
  private var unitsOfPositions: [Int: Int] = [:]
  private let errorsAreWrong: Bool

  /// A score of an item in a trial.
  struct Observation: Hashable {
    /// The independent unit that the item belongs to: its cluster, or else the item itself, the same in every trial.
    var unit: Int
    /// The score, rounded once.
    var score: Double
  }

  /// - Parameter errorsAreWrong: Whether an item without a usable answer counts as 0, as the plan says.
  init(errorsAreWrong: Bool = false) { self.errorsAreWrong = errorsAreWrong }

  /// Begins another trial.
  mutating func beginTrial() { trials.append([:]) }

  /// Takes in the line of an item of the latest trial; lines that are no records are told by others. Complexity: O(bytes).
  mutating func add(line: [UInt8], names: [String]) {
    guard let last = trials.indices.last, let json = try? JSON(parsing: line), let position = json["position"]?.number else { return }
    let unit = unit(cluster: json["cluster"]?.text, position: Int(exactly: position) ?? 0)
    for name in names {
      guard let score = ItemScores.score(name, of: json, errorsAreWrong: errorsAreWrong) else { continue }
      trials[last][name, default: []].append(Observation(unit: unit, score: score))
    }
  }

  /// What an item counts as: its recorded score, rounded once; `nil` where it counts as nothing.
  static func score(_ name: String, of line: JSON, errorsAreWrong: Bool) -> Double? {
    guard (line["outcome"]?.text).flatMap(ItemOutcome.init)?.isScored == true else { return errorsAreWrong ? 0 : nil }
    return (line["scores"]?[name]?.text).flatMap { Rational(recordText: $0) }?.real
  }

  private mutating func unit(cluster: String?, position: Int) -> Int {
    if let cluster {
      hasClusters = true
      if let known = unitsOfClusters[cluster] { return known }
      unitsOfClusters[cluster] = unitCount
    } else {
      if let known = unitsOfPositions[position] { return known }
      unitsOfPositions[position] = unitCount
    }
    unitCount += 1
    return unitCount - 1
  }
}

extension Evidence {
  /// The scores of the items of an evaluation in all its trials, or why there are none; `nil` for other work.
  ///
  /// Complexity: linear in the bytes of the item records.
  func itemScores(of node: Node) -> Result<ItemScores, MissingValue>? {
    guard case .evaluate(let work) = node.work else { return nil }
    let names = node.metrics.compactMap { metric in if case .value(let name) = metric.derivation { name } else { nil } }
    var scores = ItemScores(errorsAreWrong: work.errors.treat == .wrong)
    for index in 0..<max(0, node.trials) {
      scores.beginTrial()
      guard let trial = trial(index, of: node), forEachItemLine(trial, { scores.add(line: $0, names: names) }) else {
        return .failure(MissingValue("its item records are not at hand"))
      }
    }
    return .success(scores)
  }
}
