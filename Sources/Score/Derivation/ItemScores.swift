internal import Record

/// The scores that the items of a cell got, trial by trial, as statistics need them: what is repeated and what belongs together.
struct ItemScores {
  /// For each trial, for each name of a score, the observations in the order of the items.
  private(set) var trials: [[String: [Observation]]] = []
  /// How many different units there are: clusters, and items without one.
  private(set) var unitCount = 0
  /// Whether any item belongs to a cluster.
  private(set) var hasClusters = false
  /// The categories of the items, in the order in which they come up.
  private(set) var categories: [String] = []
  private var placesOfCategories: [String: Int] = [:]
  private var unitsOfClusters: [String: Int] = [:]
  private var unitsOfPositions: [Int: Int] = [:]

  /// A score of an item in a trial.
  struct Observation: Hashable {
    /// The independent unit that the item belongs to: its cluster, or else the item itself, the same in every trial.
    var unit: Int
    /// The score, rounded once.
    var score: Double
    /// The place of the item's category among all; `nil` where it has none.
    var category: Int?
  }

  /// Takes in the items of another trial.
  mutating func addTrial(_ read: (_ take: (ItemExpansion.Item) -> Void) -> Bool) -> Bool {
    trials.append([:])
    let last = trials.count - 1
    return read { item in
      let unit = unit(cluster: item.cluster, position: item.position)
      let category = item.category.map { place(of: $0) }
      for (name, score) in item.values {
        trials[last][name, default: []].append(Observation(unit: unit, score: score, category: category))
      }
    }
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

  private mutating func place(of category: String) -> Int {
    if let known = placesOfCategories[category] { return known }
    placesOfCategories[category] = categories.count
    categories.append(category)
    return categories.count - 1
  }

  /// For each category, in their order, the observations of one score in its items alone.
  ///
  /// Complexity: linear in the observations of the score.
  func byCategory(of name: String) -> [ItemScores] {
    var parts = [ItemScores](repeating: ItemScores(), count: categories.count)
    for place in parts.indices {
      parts[place].trials = [[String: [Observation]]](repeating: [:], count: trials.count)
      parts[place].hasClusters = hasClusters
    }
    for (trial, observations) in trials.enumerated() {
      for observation in observations[name] ?? [] {
        guard let place = observation.category else { continue }
        parts[place].add(observation, of: name, in: trial)
      }
    }
    return parts
  }

  /// Takes in an observation of another table, its unit under a number of this one.
  private mutating func add(_ observation: Observation, of name: String, in trial: Int) {
    var own = observation
    own.unit = unitsOfPositions[observation.unit] ?? unitCount
    if own.unit == unitCount {
      unitsOfPositions[observation.unit] = own.unit
      unitCount += 1
    }
    trials[trial][name, default: []].append(own)
  }
}

extension Evidence {
  /// The scores of the items of an evaluation in all its trials, or why there are none; `nil` for other work.
  ///
  /// Complexity: linear in the bytes of the item records.
  func itemScores(of node: Node) -> Result<ItemScores, MissingValue>? {
    guard case .evaluate(let work) = node.work else { return nil }
    var scores = ItemScores()
    for index in 0..<max(0, node.trials) {
      var items = ItemExpansion(node.metrics, work)
      let isRead = scores.addTrial { take in
        guard let trial = trial(index, of: node), forEachItemLine(trial, { line in if let item = items.add(line) { take(item) } }) else {
          return false
        }
        if let item = items.finish() { take(item) }
        return true
      }
      guard isRead else { return .failure(MissingValue("its item records are not at hand")) }
    }
    return .success(scores)
  }
}
