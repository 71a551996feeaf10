internal import Kernels
public import Spec
internal import Text

/// What was found out about one template by drawing and enumerating, within bounds.
public struct TemplateProof: Sendable {
  /// The name of the template.
  public var name: String
  /// How many distinct items there are in a language, or how many were found at least.
  public var items: Int
  /// Whether every sequence of choices was tried, so that all that was found holds for every instance.
  public var isExhaustive: Bool
  /// The instances that were looked at in each language.
  public var instances: Int
  /// The share of attempts that met the conditions.
  public var acceptance: Double
  /// The share of distractors that equal the answer, by name; those that never do are left out.
  public var collisions: [String: Double]
}

extension TemplateDocument {
  /// The most attempts of an enumeration.
  public static let enumerationLimit = 60_000
  /// The most steps that all attempts at a template in one language may take together.
  static let proofSteps = 60_000_000
  /// The most steps that all templates of a document may take together; each gets the same share.
  static let jointSteps = 2_400_000_000

  /// Proves what can be proven about each template, and reports what is wrong.
  ///
  /// Where a template has at most `enumerationLimit` sequences of choices and they cost little enough, all are tried. Otherwise so many
  /// instances are drawn that twice the wanted number of items could come.
  /// - Parameter wanted: The distinct items that a template should have at least.
  ///
  /// What is wrong with a template in one language is not told again in the other.
  /// Complexity: bounded by `proofSteps` for each template and language and `jointSteps` for all, whatever the document says.
  public func proofs(wanted: Int = 0) -> ([TemplateProof], [Diagnostic]) {
    let reader = TemplateReader()
    var proofs: [TemplateProof] = []
    let share = min(TemplateDocument.proofSteps, TemplateDocument.jointSteps / max(1, templates.count * languages.count))
    for place in templates.indices {
      var least: TemplateProof?
      for language in languages {
        guard let edition = editions[language] else { continue }
        var prover = TemplateProver(edition.templates[place], edition.lists, language, places, reader, share)
        guard let proof = prover.proof(wanted: wanted) else {
          least = nil
          break
        }
        if least.map({ proof.items < $0.items }) ?? true { least = proof }
      }
      if let least { proofs.append(least) }
    }
    return (proofs, reader.diagnostics)
  }
}

/// Looks for what is wrong with one template in one language.
private struct TemplateProver {
  private let template: ItemTemplate
  private var drawer: TemplateDrawer
  private let places: [Place]
  private let reader: TemplateReader
  /// The steps that it may take.
  private let share: Int
  private var answers: [String: [String]] = [:]
  private var marks: Set<UInt64> = []
  private var collisions: [String: Int] = [:]
  /// What instances, attempts and collisions weigh: an attempt that goes on to its words makes more choices than one that ends early.
  private var weights: (instances: Double, attempts: Double, collisions: [String: Double]) = (0, 0, [:])
  private var instances = 0
  private var attempts = 0
  private var steps = 0
  /// The steps of the drawer before those that are counted.
  private var start = 0
  private var isBroken = false

  init(
    _ template: ItemTemplate, _ lists: [ItemValue], _ language: ItemLanguage, _ places: [Place], _ reader: TemplateReader, _ share: Int
  ) {
    (self.template, self.places, self.reader, self.share) = (template, places, reader, share)
    drawer = TemplateDrawer(template, lists: lists, language: language)
  }

  /// `nil` where something is reported that makes numbers meaningless.
  mutating func proof(wanted: Int) -> TemplateProof? {
    let isExhaustive = enumerate()
    if !isExhaustive, !isBroken { sample(wanted: wanted) }
    guard !isBroken else { return nil }
    guard instances > 0 else {
      report(
        .neverMet, "no instance of \(quoted(template.name)) meets its conditions", template.conditions.first?.text,
        isExhaustive ? "all \(attempts) were tried" : "none of \(attempts) attempts does", help: "widen a domain, or drop a condition")
      return nil
    }
    for distractor in template.distractors where collisions[distractor.name] == instances {
      report(
        .distractor, "the distractor \(quoted(distractor.name)) is always the answer", distractor.term.text, "right, not wrong",
        help: "write what somebody gets who makes the error")
    }
    return TemplateProof(
      name: template.name, items: marks.count, isExhaustive: isExhaustive, instances: instances,
      acceptance: weights.instances / weights.attempts, collisions: weights.collisions.mapValues { $0 / weights.instances })
  }

  private mutating func enumerate() -> Bool {
    var choices = Enumeration()
    repeat {
      guard attempts < TemplateDocument.enumerationLimit, steps < share / 2 else {
        forget()
        return false
      }
      attempt(&choices)
      if isBroken { return false }
    } while choices.advance()
    return true
  }

  /// An enumeration that was not finished has seen one corner only.
  private mutating func forget() {
    (answers, marks, collisions, instances, attempts, weights) = ([:], [], [:], 0, 0, (0, 0, [:]))
  }

  private mutating func sample(wanted: Int) {
    (start, steps) = (drawer.total, 0)
    let goal = max(2 * wanted, 2000)
    for index in 0..<TemplateDocument.enumerationLimit * 10 where instances < goal && steps < share {
      if instances == 0, attempts >= TemplateDrawer.attemptLimit { return }
      var choices = StreamChooser(stream: RandomStream(StreamKey(key: 0x9E37_79B9_7F4A_7C15, high: UInt64(index))))
      attempt(&choices)
      if isBroken { return }
    }
  }

  private mutating func attempt(_ choices: inout some Chooser) {
    attempts += 1
    do throws(DrawFault) {
      defer { steps = drawer.total - start }
      if try drawer.begin(&choices) { take(try drawer.worded(as: drawer.wording(&choices), &choices), weighing: choices.share) }
      weights.attempts += choices.share
    } catch {
      weights.attempts += choices.share
      if error.problem != .neverMet { report(error) }
    }
  }

  private mutating func take(_ instance: TemplateInstance, weighing share: Double) {
    instances += 1
    weights.instances += share
    marks.insert(instance.mark)
    for distractor in template.distractors where !instance.errors.contains(where: { $0.name == distractor.name }) {
      collisions[distractor.name, default: 0] += 1
      weights.collisions[distractor.name, default: 0] += share
    }
    guard let other = answers.updateValue(instance.answers, forKey: instance.question), other != instance.answers else { return }
    isBroken = true
    report(
      .ambiguous, "one question of \(quoted(template.name)) has two answers: \(quoted(short(instance.question)))", template.answers[0].text,
      "\(quoted(other[0])) and \(quoted(instance.answers[0]))", help: "the wording has to say what tells them apart")
  }

  private func short(_ text: String) -> String {
    let scalars = text.unicodeScalars
    return scalars.count <= 120 ? text : String(String.UnicodeScalarView(scalars.prefix(119))) + "…"
  }

  private mutating func report(_ fault: DrawFault) {
    isBroken = true
    let text = fault.evaluation.flatMap { $0.text >= 0 ? $0.text : nil } ?? fault.variable
    let help: String? =
      switch fault.problem {
      case .noValue: "bound the domains, guard it by `if … then … else …`, or by an earlier condition that needs no such value"
      case .emptyDomain: "bounds may depend on earlier variables; they have to leave a value for each of them"
      case .tooMuch: "make its domains, lists or texts smaller"
      default: nil
      }
    let what = text.map { places[$0].what } ?? "it"
    report(
      fault.problem, "\(what) of \(quoted(template.name)): \(fault.message)", text, "for some instance", range: fault.evaluation?.range,
      help: help)
  }

  private func report(
    _ problem: TemplateProblem, _ headline: String, _ text: Int?, _ label: String, range: Range<Int>? = nil, help: String?
  ) {
    let place = text ?? template.wordings.first?.text
    guard let place else { return }
    let tree = places[place].tree
    let span = range.flatMap { $0.isEmpty ? nil : tree.place(of: $0) } ?? tree.span
    reader.report(problem, headline, at: span, label, help: help)
  }
}
