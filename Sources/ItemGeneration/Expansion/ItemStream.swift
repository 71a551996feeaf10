internal import Kernels
internal import Record
internal import Spec

/// The items that a document of templates gives, one after another, without end and without one that stands twice.
///
/// The templates come in turn. An instance whose question and answers stood before is passed over, so an item's index may be larger than
/// its place. Memory: 8 bytes for each item.
public struct ItemStream: Sendable {
  private let document: TemplateDocument
  private let language: ItemLanguage
  private let streams: ItemStreams
  private var drawers: [TemplateDrawer]
  private var indices: [Int]
  private var seen: Set<UInt64>
  private var turn = 0

  /// So many instances of a template may be passed over one after another.
  static let repeatLimit = 10_000

  /// The items of some streams.
  ///
  /// - Parameter apart: Marks of items that must not come.
  public init?(_ document: TemplateDocument, _ language: ItemLanguage, _ streams: ItemStreams, apart: Set<UInt64> = []) {
    guard let edition = document.editions[language], !edition.templates.isEmpty else { return nil }
    (self.document, self.language, self.streams, seen) = (document, language, streams, apart)
    drawers = edition.templates.map { TemplateDrawer($0, lists: edition.lists, language: language) }
    indices = Array(repeating: 0, count: drawers.count)
  }

  /// The next item.
  public mutating func next() throws(ExpansionFault) -> GeneratedItem {
    let place = turn
    turn = (turn + 1) % drawers.count
    for _ in 0...ItemStream.repeatLimit {
      let index = indices[place]
      indices[place] += 1
      var chooser = streams.stream(UInt64(index * drawers.count + place))
      do throws(DrawFault) {
        let instance = try drawers[place].instance(&chooser)
        if seen.insert(instance.mark).inserted { return item(instance, drawers[place].template, index) }
      } catch { throw fault(error, drawers[place].template.name, index) }
    }
    let name = drawers[place].template.name
    throw ExpansionFault(
      template: name, problem: TemplateProblem.tooFew.rawValue,
      message: "template `\(name)` gives no new item after \(indices[place] - ItemStream.repeatLimit - 1) draws")
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
