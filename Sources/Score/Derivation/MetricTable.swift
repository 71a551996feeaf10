internal import Record

/// Every metric of every cell of a plan: its value, or why it has none.
struct MetricTable {
  private(set) var outcomes: [MetricOutcome] = []
  /// What is listed by category.
  private(set) var categories: [MetricOutcome] = []
  private(set) var valueless: [ValuelessMetric] = []
  private var byName: [Key: Result<MetricOutcome, MissingValue>] = [:]

  private struct Key: Hashable {
    var node: String
    var metric: String
    var category: String?
  }

  init(plan: Plan, evidence: Evidence) {
    let derivation = MetricDerivation(evidence: evidence)
    for node in plan.nodes {
      let items = evidence.itemScores(of: node)
      for metric in node.metrics {
        let key = Key(node: node.id, metric: metric.name)
        do {
          var outcome = try derivation.outcome(of: metric, in: node)
          outcome.add(derivation.population(of: metric, in: node, items, mean: outcome.value.estimate.value))
          byName[key] = .success(outcome)
          outcomes.append(outcome)
        } catch {
          byName[key] = .failure(error)
          valueless.append(ValuelessMetric(node: node.id, metric: metric.name, reason: error.reason))
        }
      }
      if case .success(let items)? = items { addCategories(of: node, plan, derivation, items) }
    }
  }

  /// Adds the metrics by category, and those of any category that claims and scores name.
  private mutating func addCategories(of node: Node, _ plan: Plan, _ derivation: MetricDerivation, _ items: ItemScores) {
    guard case .evaluate(let work) = node.work else { return }
    let listed = items.categories.isEmpty ? [] : Set(work.listedByCategory(node.metrics).map(\.name))
    let named = plan.references.filter { reference in
      reference.category != nil && reference.cells.contains { $0.utf8.elementsEqual(node.id.utf8) }
    }
    for metric in node.metrics where listed.contains(metric.name) || named.contains(where: { $0.metric == metric.name }) {
      let parts: Result<CategoryDerivation, MissingValue>
      do throws(MissingValue) { parts = .success(try CategoryDerivation(derivation, metric, of: node, items)) } catch {
        parts = .failure(error)
      }
      if listed.contains(metric.name), case .success(let parts) = parts { categories += parts.all }
      for reference in named where reference.metric == metric.name {
        byName[Key(node: node.id, metric: metric.name, category: reference.category)] = MetricTable.outcome(of: reference, parts)
      }
    }
  }

  private static func outcome(
    of reference: MetricReference, _ parts: Result<CategoryDerivation, MissingValue>
  ) -> Result<MetricOutcome, MissingValue> {
    do throws(MissingValue) { return .success(try parts.get().outcome(of: reference.category ?? "")) } catch { return .failure(error) }
  }

  /// The outcomes of the cells that a reference selects.
  func outcomes(of reference: MetricReference) throws(MissingValue) -> [MetricOutcome] {
    var found: [MetricOutcome] = []
    for cell in reference.cells {
      guard let result = byName[Key(node: cell, metric: reference.metric, category: reference.category)] else {
        throw MissingValue(
          reference.category == nil ? "`\(cell)` has no metric `\(reference.metric)`" : "the item records of `\(cell)` are not at hand")
      }
      do {
        found.append(try result.get())
      } catch {
        throw reference.cells.count == 1 ? error : MissingValue("\(cell): \(error.reason)")
      }
    }
    guard !found.isEmpty else { throw MissingValue("it selects no cell") }
    return found
  }

  /// The value of a reference: of several cells the geometric mean, with the means of the bounds around it.
  func combined(_ reference: MetricReference) throws(MissingValue) -> Combined {
    let outcomes = try outcomes(of: reference)
    if outcomes.count == 1, let only = outcomes.first {
      return Combined(estimate: only.shown, operand: only.operand, exactly: only.exactly, outcomes: outcomes)
    }
    let shown = outcomes.map(\.shown)
    guard let value = Means.mean(.geometric, of: shown.map(\.value)), let low = Means.mean(.geometric, of: shown.map { max(0, $0.low) }),
      let high = Means.mean(.geometric, of: shown.map(\.high))
    else { throw MissingValue("a negative value has no geometric mean") }
    let estimate = Estimate(value: value, low: low, high: high, open: Estimate.Open(anyOf: shown))
    let exactly: ExpressionValue = outcomes.allSatisfy { $0.value.origin == .result } ? .real(value) : operand(of: outcomes, estimate)
    return Combined(estimate: estimate, operand: operand(of: outcomes, estimate), exactly: exactly, outcomes: outcomes)
  }

  /// A reference with its value as people, scores and expressions see it.
  struct Combined {
    var estimate: Estimate
    var operand: ExpressionValue
    /// What an expression sees that asks about these items alone.
    var exactly: ExpressionValue
    var outcomes: [MetricOutcome]
  }

  /// The mean is rounded, so its bounds go one unit out; one open side leaves the mean open.
  private func operand(of outcomes: [MetricOutcome], _ estimate: Estimate) -> ExpressionValue {
    if outcomes.allSatisfy({ $0.value.origin == .result && $0.population == nil }) { return .real(estimate.value) }
    let low = estimate.isOpenBelow ? -.infinity : estimate.low.nextDown
    let high = estimate.isOpenAbove ? .infinity : estimate.high.nextUp
    return Interval(low: low, high: high).map(ExpressionValue.interval) ?? .real(estimate.value)
  }
}
