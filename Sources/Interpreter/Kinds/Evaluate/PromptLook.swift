internal import Attest
internal import Record
internal import Score
internal import Text

// Everything that keeps items from being asked, found before anything is.
extension Evaluation {
  /// What is wrong with the items that a cell asks, each of whose datasets is sound by itself.
  static func promptFaults(_ plan: Plan, _ node: Node, _ data: (_ id: String) throws(RunFault) -> [UInt8]) -> DataFaults {
    do throws(RunFault) {
      // Datasets with faults of their own are told before, and never come here.
      let evaluation = try Evaluation(plan: plan, node: node, trial: 0, data: data, isSound: true) { purpose in
        plan.seed.streamKey(node: node.id, trial: 0, purpose: purpose)
      }
      return evaluation.promptFaults(naming: plan.references.filter { $0.cells.contains { $0.utf8.elementsEqual(node.id.utf8) } })
    } catch {
      var faults = DataFaults()
      faults.add(DataFault(error))
      return faults
    }
  }

  /// Refuses items that cannot be asked.
  func checkPrompts() throws(RunFault) {
    let faults = promptFaults()
    if let first = faults.listed.first { throw reader.located(first) }
  }

  /// Makes every prompt once and tells what is wrong, each thing where it comes up first.
  ///
  /// - Parameter references: The metrics of this cell that claims and the score name.
  /// Complexity: linear in all that would be sent.
  func promptFaults(naming references: [MetricReference] = []) -> DataFaults {
    var look = PromptLook()
    do throws(DataFault) {
      var rows = try reader.rows()
      for position in 0..<count / arrangement.width {
        guard let row = try rows.next() else { break }
        try look.take(row, position, self)
      }
    } catch { look.add(error) }
    look.check(references)
    return look.faults
  }
}

/// One pass over all prompts.
private struct PromptLook {
  private var found: [(fault: DataFault, times: Int)] = []
  private var places: [Key: Int] = [:]
  private var categories: Set<String> = []

  /// What is one thing wherever it comes up.
  private struct Key: Hashable {
    let what: String
    let place: Template.Place?
  }

  mutating func add(_ fault: DataFault) { found.append((fault, 1)) }

  mutating func take(_ row: ItemRow, _ position: Int, _ evaluation: Evaluation) throws(DataFault) {
    do throws(RunFault) {
      let original = try evaluation.arrangement.original(try item(row, position, evaluation))
      if position == 0, let fault = evaluation.fault(of: original) { add(fault) }
      take(original, row.place, evaluation)
      if let category = original.stratum { categories.insert(category) }
      for number in evaluation.arrangement.variants.indices {
        take(try evaluation.arrangement.variant(number, of: original), row.place, evaluation)
      }
    } catch { throw DataFault(error) }
  }

  /// Adds categories that are named and that no item has.
  mutating func check(_ references: [MetricReference]) {
    for reference in references {
      guard let category = reference.category, !categories.contains(category) else { continue }
      let known = categories.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      let guess = didYouMean(category, among: known).map { "did you mean \(quoted($0))? " } ?? ""
      add(
        DataFault(
          .badItems, "no item is of the category \(quoted(category)) that \(quoted(reference.text)) names",
          help: known.isEmpty ? "declare `category` in the format of the dataset" : guess + "there are \(listed(known))"))
    }
  }

  private func item(_ row: ItemRow, _ position: Int, _ evaluation: Evaluation) throws(RunFault) -> EvaluationItem {
    do throws(DataFault) { return try evaluation.reader.mapping.item(row, position: position) } catch {
      throw evaluation.reader.located(error)
    }
  }

  private mutating func take(_ item: EvaluationItem, _ place: ItemPlace, _ evaluation: Evaluation) {
    for problem in evaluation.prompts.problems(of: item) {
      var fault = place.fault(problem.what, help: problem.help)
      if let template = problem.template, let range = problem.place?.range { fault.template = .init(text: template, range: range) }
      add(Key(what: problem.what, place: problem.place), fault)
    }
    guard item.asking.variant == nil else { return }
    for (scorer, settings) in evaluation.scorers {
      guard let reason = scorer.fit(item.scored, settings) else { continue }
      let fault = place.fault("cannot be judged by `\(scorer.name)`: \(reason)", help: "correct the item, or choose another scorer")
      add(Key(what: scorer.name, place: nil), fault)
    }
  }

  private mutating func add(_ key: Key, _ fault: DataFault) {
    if let known = places[key] {
      found[known].times += 1
    } else {
      places[key] = found.count
      found.append((fault, 1))
    }
  }

  /// What was found, with how often.
  var faults: DataFaults {
    var faults = DataFaults()
    for (fault, times) in found {
      var fault = fault
      if times > 1 { fault.message += ", and so \(times == 2 ? "does" : "do") \(times - 1) more" }
      faults.add(fault)
    }
    return faults
  }
}

extension Evaluation {
  /// What is wrong with the plan for this dataset, whatever its items say.
  fileprivate func fault(of first: EvaluationItem) -> DataFault? {
    let fields = ItemFields(item: first, mapping: reader.mapping)
    let changing = arrangement.variants.first { $0.change.changesQuestion }
    if let changing, !prompts.takesInQuestion(fields) {
      return DataFault(
        .badItems, "the prompt of \(quoted(node)) does not take in the question, so `\(changing.name)` would change nothing",
        help: "name `{input}` in the prompt, or remove the perturbation")
    }
    let ordering = arrangement.variants.contains { $0.change == .choiceOrder } || arrangement.order == .shuffled
    if ordering, reader.mapping.choices == nil {
      return DataFault(
        .badItems, "\(quoted(node)) puts choices in another order, and the format of the dataset declares none",
        help: "declare `choices` in the format, or keep the order")
    }
    return nil
  }
}

extension Perturbation {
  /// Whether it changes the text of the question itself.
  fileprivate var changesQuestion: Bool {
    switch self {
    case .typos, .letterCase, .fullWidth, .distractors, .injection: true
    case .choiceOrder, .paraphrase: false
    }
  }
}
