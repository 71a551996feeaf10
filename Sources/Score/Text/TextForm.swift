internal import Record

/// Which steps make texts comparable, and what becomes of punctuation and white space.
struct TextForm: Sendable, Equatable {
  /// The names of the steps that are taken.
  var steps: Set<String>
  var punctuation = Punctuation.ends
  var space = Space.inner

  /// What becomes of punctuation.
  enum Punctuation: String, SettingWord {
    /// Stops at the end go, and quotes, brackets and marks of emphasis that stand around the whole text.
    case ends
    /// Every mark goes.
    case all
    /// Every mark stays.
    case kept
  }

  /// What becomes of white space.
  enum Space: String, SettingWord {
    /// What stands at the ends goes, and a run inside is one space.
    case inner
    /// What stands at the ends goes.
    case ends
    /// All of it goes.
    case all
    /// All of it stays.
    case kept
  }

  /// The form that a spec without settings has.
  static let standard = TextForm(steps: Set(TextStep.all.filter(\.isStandard).map(\.name)))

  /// A text in this form: steps in their order, then punctuation, then white space.
  func applied(to text: String) -> Scalars {
    var scalars = Scalars(text)
    for step in TextStep.all where steps.contains(step.name) { scalars = step.apply(scalars) }
    switch punctuation {
    case .ends: scalars = TextStep.enclosed(scalars)
    case .all: scalars = scalars.filter { !ScalarKind.isPunctuation($0) }
    case .kept: break
    }
    return TextStep.space(scalars, space)
  }
}

extension TextForm {
  /// A switch for each step, and the two words.
  static let entries: [SettingEntry] = switches.map(\.entry) + [punctuationSetting.entry, spaceSetting.entry]

  private static let switches = TextStep.all.map {
    Setting<Bool>.standard($0.name, .boolean, $0.isStandard ? "true" : "false", $0.summary)
  }
  private static let punctuationSetting = Setting<Punctuation>.word("punctuation", .ends, "What of the punctuation is dropped.")
  private static let spaceSetting = Setting<Space>.word(
    "space", .inner, "What of the white space is dropped; `inner` leaves one space of a run.")

  /// The form that settings ask for.
  init(_ settings: Settings) throws(SettingFault) {
    steps = []
    for setting in TextForm.switches where try settings.value(setting) { steps.insert(setting.entry.name) }
    punctuation = try settings.value(TextForm.punctuationSetting)
    space = try settings.value(TextForm.spaceSetting)
  }
}

extension TextStep {
  /// Drops white space at the ends, stops at the end, and quotes, brackets and marks of emphasis around the whole, as long as there are
  /// any.
  static func enclosed(_ text: Scalars) -> Scalars {
    var rest = text[...]
    while true {
      let before = rest.count
      while let first = rest.first, ScalarKind.isSpace(first) { rest.removeFirst() }
      while let last = rest.last, ScalarKind.isSpace(last) || ScalarKind.isStop(last) { rest.removeLast() }
      if rest.count > 1, let first = rest.first, let last = rest.last, partner(first) == last {
        rest = rest.dropFirst().dropLast()
      }
      if rest.count == before { return Scalars(rest) }
    }
  }

  private static func partner(_ mark: Unicode.Scalar) -> Unicode.Scalar? {
    switch mark {
    case "\"", "'", "`", "*", "_": mark
    case "(": ")"
    case "[": "]"
    case "{": "}"
    case "“": "”"
    case "‘": "’"
    case "„": "“"
    case "«": "»"
    case "（": "）"
    case "「": "」"
    case "『": "』"
    case "《": "》"
    case "〈": "〉"
    case "【": "】"
    case "［": "］"
    default: nil
    }
  }

  /// Drops white space at the ends, between words down to one space, or altogether.
  static func space(_ text: Scalars, _ space: TextForm.Space) -> Scalars {
    switch space {
    case .kept: return text
    case .ends: return text.trimmed
    case .all: return text.filter { !ScalarKind.isSpace($0) }
    case .inner: return Scalars(text.split(whereSeparator: ScalarKind.isSpace).joined(separator: [" "]))
    }
  }
}
