internal import Record

/// An instance of a template: a question with its answers.
struct TemplateInstance {
  var question: String
  /// What counts as right; the first one stands among the choices.
  var answers: [String]
  /// The answer and the distractors in the order in which they are offered; empty without distractors.
  var choices: [String]
  /// The named errors that lead to each distractor.
  var errors: [(name: String, text: String)]
  var covariates: [(name: String, value: String)]
}

/// Draws instances of one template in one language.
///
/// One drawer serves many instances, so that its places are made once.
struct TemplateDrawer {
  let template: ItemTemplate
  private var machine: Machine
  /// The steps of all attempts so far; each attempt counts some for what it draws.
  private(set) var total = 0

  /// The most attempts at one instance whose conditions do not hold.
  static let attemptLimit = 10_000
  /// What an attempt counts beside the steps of its expressions.
  static let stepsOfDraw = 20
  /// The most steps of all attempts at one instance.
  static let stepLimit = 5_000_000

  init(_ template: ItemTemplate, lists: [ItemValue], language: ItemLanguage) {
    self.template = template
    machine = Machine(slots: template.slots, language: language)
    for (slot, list) in lists.enumerated() { machine.slots[slot] = list }
  }

  /// Draws until the conditions hold.
  mutating func instance(_ chooser: inout some Chooser) throws(DrawFault) -> TemplateInstance {
    let before = total
    for _ in 0..<TemplateDrawer.attemptLimit {
      if try begin(&chooser) { return try worded(as: wording(&chooser), &chooser) }
      guard total - before < TemplateDrawer.stepLimit else {
        throw DrawFault(.neverMet, "no attempt of \(TemplateDrawer.stepLimit) steps meets the conditions")
      }
    }
    throw DrawFault(.neverMet, "none of \(TemplateDrawer.attemptLimit) attempts meets the conditions")
  }

  /// One attempt with all its steps.
  mutating func begin(_ chooser: inout some Chooser) throws(DrawFault) -> Bool {
    machine.refresh()
    defer { total += spent + TemplateDrawer.stepsOfDraw }
    return try attempt(&chooser)
  }

  /// The steps of the latest attempt.
  private var spent: Int { Machine.stepLimit - machine.steps }

  /// Gives every variable and derived value its value, and tells whether the conditions hold.
  mutating func attempt(_ chooser: inout some Chooser) throws(DrawFault) -> Bool {
    for variable in template.variables {
      do throws(DrawFault) {
        machine.slots[variable.slot] = try variable.domain.draw(&machine, &chooser)
      } catch {
        var fault = error
        fault.variable = variable.text
        throw fault
      }
    }
    do throws(EvaluationFault) {
      for step in template.steps {
        switch step {
        case .derive(let place): machine.slots[template.derived[place].slot] = try machine.value(template.derived[place].term)
        case .require(let place): if try !machine.isTrue(template.conditions[place]) { return false }
        }
      }
      return true
    } catch { throw DrawFault(error) }
  }

  /// Chooses a wording.
  func wording(_ chooser: inout some Chooser) -> Int { Int(chooser.choose(below: UInt64(template.wordings.count))) }

  /// Words an instance whose values are drawn; the order of its choices is chosen last.
  mutating func worded(as wording: Int, _ chooser: inout some Chooser) throws(DrawFault) -> TemplateInstance {
    let before = machine.steps
    defer { total += before - machine.steps }
    do throws(EvaluationFault) {
      let question = try text(template.wordings[wording])
      var answers: [String] = []
      for answer in template.answers {
        let text = try shown(answer)
        if !answers.contains(text) { answers.append(text) }
      }
      var errors: [(name: String, text: String)] = []
      for distractor in template.distractors { errors.append((distractor.name, try shown(distractor.term))) }
      var covariates: [(name: String, value: String)] = []
      for covariate in template.covariates { covariates.append((covariate.name, try shown(covariate.term))) }
      errors.removeAll { answers.contains($0.text) }
      return TemplateInstance(
        question: question, answers: answers, choices: TemplateDrawer.choices(answers[0], errors.map(\.text), &chooser), errors: errors,
        covariates: covariates)
    } catch { throw DrawFault(error) }
  }

  private static func choices(_ answer: String, _ others: [String], _ chooser: inout some Chooser) -> [String] {
    guard !others.isEmpty else { return [] }
    var choices = [answer]
    for other in others where !choices.contains(other) { choices.append(other) }
    for place in choices.indices.dropLast() { choices.swapAt(place, place + Int(chooser.choose(below: UInt64(choices.count - place)))) }
    return choices
  }

  private mutating func text(_ wording: ItemTemplate.Wording) throws(EvaluationFault) -> String {
    var text = ""
    for part in wording.parts {
      switch part {
      case .text(let piece): text += piece
      case .place(let term): text += try machine.value(term).text(in: machine.language)
      }
    }
    guard text.utf8.count <= Machine.sizeLimit else {
      throw EvaluationFault(
        message: "a question of more than \(Machine.sizeLimit) bytes", range: 0..<0, text: wording.text, isTooMuch: true)
    }
    return text
  }

  private mutating func shown(_ term: TypedTerm) throws(EvaluationFault) -> String {
    let text = try machine.value(term).text(in: machine.language)
    guard !text.isEmpty, text.utf8.count <= Machine.sizeLimit else {
      throw EvaluationFault(
        message: text.isEmpty ? "is an empty text" : "is a text of more than \(Machine.sizeLimit) bytes", range: 0..<0, text: term.text)
    }
    return text
  }
}
