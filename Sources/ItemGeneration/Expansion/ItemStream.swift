internal import Kernels
internal import Record
internal import Spec

/// The items that a document of templates gives, one after another, without end and without one that stands twice.
///
/// The templates come in turn. An instance whose question and answers stood before is passed over, so an item's index may be larger than
/// its place. Where draws hardly find a new one any more, what is left is enumerated. Memory: 8 bytes for each item, and the choices of what
/// is left.
public struct ItemStream: Sendable {
  private let document: TemplateDocument
  private let language: ItemLanguage
  private let streams: ItemStreams
  private var sources: [Source]
  private var seen: Set<UInt64>
  private var turn = 0
  private var count = 0
  private var budget: Int

  /// So many instances of a template may be passed over one after another.
  static let repeatLimit = 10_000
  /// The steps that all templates may take together, and what each item adds.
  static let stepLimit = (joint: 100_000_000, item: 50_000)

  /// What gives the items of one template.
  private struct Source: Sendable {
    var drawer: TemplateDrawer
    var index = 0
    /// Absent as long as draws find new instances.
    var rest: RemainingInstances?
    /// The steps that it took.
    var steps = 0
  }

  /// The items of some streams.
  ///
  /// - Parameters:
  ///   - apart: Marks of items that must not come.
  ///   - steps: What all templates may take together beside what each item adds; without it, the limit of a dataset.
  public init?(
    _ document: TemplateDocument, _ language: ItemLanguage, _ streams: ItemStreams, apart: Set<UInt64> = [], steps: Int? = nil
  ) {
    guard let edition = document.editions[language], !edition.templates.isEmpty else { return nil }
    (self.document, self.language, self.streams, seen) = (document, language, streams, apart)
    sources = edition.templates.map { Source(drawer: TemplateDrawer($0, lists: edition.lists, language: language)) }
    budget = steps ?? ItemStream.stepLimit.joint
  }

  /// The next item.
  public mutating func next() throws(ExpansionFault) -> GeneratedItem {
    let place = turn
    turn = (turn + 1) % sources.count
    count += 1
    budget += ItemStream.stepLimit.item
    if sources[place].rest == nil, let item = try drawn(place) { return item }
    return try left(place)
  }

  /// An item that is drawn; `nil` where so many draws in a row give none that is new.
  private mutating func drawn(_ place: Int) throws(ExpansionFault) -> GeneratedItem? {
    for _ in 0...ItemStream.repeatLimit {
      let index = sources[place].index
      sources[place].index += 1
      var chooser = streams.stream(UInt64(index * sources.count + place))
      let instance = try spending(place) { (drawer) throws(DrawFault) in try drawer.instance(&chooser) }
      if seen.insert(instance.mark).inserted { return item(instance, sources[place].drawer.template, index) }
    }
    return nil
  }

  /// An item of those that did not come yet.
  private mutating func left(_ place: Int) throws(ExpansionFault) -> GeneratedItem {
    let index = sources[place].index
    if sources[place].rest == nil {
      let (seen, budget, order) = (seen, budget, streams.stream(UInt64(index * sources.count + place)))
      sources[place].rest = try spending(place) { (drawer) throws(DrawFault) in
        RemainingInstances(&drawer, besides: seen, within: budget, in: order)
      }
      sources[place].index += 1
    }
    guard var rest = sources[place].rest else {
      throw tooFew(place, "gives no new item after \(index - ItemStream.repeatLimit - 1) draws, and has too many choices to try them all")
    }
    let own = sources[place].index
    sources[place].index += 1
    var order = streams.stream(UInt64(own * sources.count + place))
    let instance = try spending(place) { (drawer) throws(DrawFault) in try rest.instance(&drawer, &order) }
    sources[place].rest = rest
    guard let instance else { throw tooFew(place, "has no further item: all of its choices were tried") }
    seen.insert(instance.mark)
    return item(instance, sources[place].drawer.template, own)
  }

  /// Takes what a drawer needs out of the budget of all.
  private mutating func spending<Value>(
    _ place: Int, _ body: (inout TemplateDrawer) throws(DrawFault) -> Value
  ) throws(ExpansionFault) -> Value {
    let before = sources[place].drawer.total
    let value: Value
    do throws(DrawFault) { value = try body(&sources[place].drawer) } catch {
      throw fault(error, sources[place].drawer.template.name, sources[place].index)
    }
    let spent = sources[place].drawer.total - before
    sources[place].steps += spent
    budget -= spent
    guard budget >= 0 else { throw exhausted }
    return value
  }

  /// That the templates take more than all of them may, with the one that took most.
  private var exhausted: ExpansionFault {
    let most = sources.max { $0.steps < $1.steps } ?? sources[0]
    let template = most.drawer.template
    let text = template.conditions.first?.text ?? template.wordings.first?.text
    let all = sources.reduce(0) { $0 + $1.steps }
    return ExpansionFault(
      template: template.name, problem: TemplateProblem.tooMuch.rawValue,
      message:
        "item \(count) is not there after \(all) steps, more than a dataset may take; \(100 * most.steps / max(1, all)) % were of template "
        + "`\(template.name)`: give it domains whose values meet its conditions more often, or conditions and values that take less",
      range: text.map { document.places[$0].tree.span.range })
  }

  private func tooFew(_ place: Int, _ why: String) -> ExpansionFault {
    let template = sources[place].drawer.template
    return ExpansionFault(
      template: template.name, problem: TemplateProblem.tooFew.rawValue, message: "template `\(template.name)` \(why)",
      range: template.wordings.first.map { document.places[$0.text].tree.span.range })
  }

  /// The marks of the items so far, and of those that must not come.
  public var marks: Set<UInt64> { seen }

  private func item(_ instance: TemplateInstance, _ template: ItemTemplate, _ index: Int) -> GeneratedItem {
    GeneratedItem(
      id: "\(document.name)/\(template.name)/\(index)", template: template.name, index: index, language: language,
      question: instance.question,
      answers: instance.answers, choices: instance.choices,
      errors: Dictionary(instance.errors.map { ($0.name, $0.text) }) { first, _ in first },
      covariates: Dictionary(instance.covariates.map { ($0.name, $0.value) }) { first, _ in first })
  }

  private func fault(_ fault: DrawFault, _ name: String, _ index: Int) -> ExpansionFault {
    let place = fault.evaluation.flatMap { $0.text >= 0 ? document.places[$0.text] : nil } ?? fault.variable.map { document.places[$0] }
    return ExpansionFault(
      template: name, problem: fault.problem.rawValue,
      message: "template `\(name)`, instance \(index): \(place.map { $0.what + ": " } ?? "")\(fault.message)",
      range: place.map { $0.tree.place(of: fault.evaluation?.range ?? 0..<0).range })
  }
}

extension TemplateInstance {
  /// FNV-1a, 64 bits, of question and answers, each with a zero byte behind it.
  var mark: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func take(_ text: String) {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = hash &* 0x100_0000_01b3
    }
    take(question)
    for answer in answers { take(answer) }
    return hash
  }
}

/// Why a template gives no item.
public struct ExpansionFault: Error, Sendable, Hashable {
  /// The name of the template.
  public var template: String
  /// The id of the problem; `etalon explain ID` has a page on it.
  public var problem: String
  /// What is wrong, in a sentence.
  public var message: String
  /// Where it stands in the document, in bytes; absent where no expression is to blame.
  public var range: Range<Int>?
}
