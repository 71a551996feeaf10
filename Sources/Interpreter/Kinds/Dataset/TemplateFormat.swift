internal import ItemGeneration
internal import Record
internal import Spec

/// Items that a document of templates gives: nobody chose them who knew what they would be.
enum TemplateFormat {
  static let word = "template"
  static let count = Setting<Int>.required("count", .integer(1...ItemSettings.limit), "How many items there are.")
  static let language = Setting<String>.standard(
    "language", .word(ItemLanguage.allCases.map(\.rawValue)), "en", "The language of the questions.")
  static let form = Setting<String>.standard(
    "form", .word(["open", "choice"]), "open", "Whether answers are given freely, or chosen among the distractors of named errors.")
  static let seed = Setting<Int?>.optional(
    "seed", .integer(0...(1 << 53)), "The seed of items that are public. Without it they follow from the plan's seed and its pulse.")
  static let commitment = Setting<String?>.optional(
    "commitment", .text, "A digest that the items depend on too, such as that of a model which its vendor has committed to.")
  static let published = Setting<Int?>.optional(
    "published", .integer(0...(1 << 53)),
    "The seed of items that were published before. Every template then gives three arms in turn: `published`, `fresh` and, as a placebo, `fresh-again`."
  )

  static let entry = FormatEntry(
    word: word, noun: "a template format",
    summary: "A document of templates (`docs/fresh.md`): the items are drawn from it, by the plan's seed and the pulse of its beacon.",
    yields: [.init(.items)],
    settings: [count.entry, language.entry, form.entry, seed.entry, commitment.entry, published.entry])

  /// Where the values of items stand in the records that templates give.
  static func mapping(_ settings: Settings) throws(RunFault) -> Settings {
    let isChoice = try settings.read(form) == "choice"
    let hasArms = try settings.read(published) != nil
    var mapping = Settings()
    mapping.set(ItemSettings.id, to: FieldPath(["id"]))
    mapping.set(ItemSettings.input, to: FieldPath(["input"]))
    mapping.set(ItemSettings.answer, to: .one(FieldPath(isChoice ? ["answers", "0"] : ["answers"])))
    if isChoice { mapping.set(ItemSettings.choices, to: .one(FieldPath(["choices"]))) }
    mapping.set(ItemSettings.category, to: FieldPath([hasArms ? "arm" : "template"]))
    mapping.set(ItemSettings.cluster, to: FieldPath(["template"]))
    return mapping
  }
}
