internal import Record

/// Subjects of the plan that judge answers, with what they are asked beside: planted controls with a known verdict.
struct JudgePanel {
  /// The judges, at most five.
  let names: [String]
  /// Where controls come from.
  let controls: Controls
  /// The share of controls that the panel has to get right.
  let needed: Rational

  /// The most judges of a panel.
  static let limit = 5

  /// Where a panel's controls come from.
  enum Controls: String, SettingWord {
    /// The first expected answer is good, and a sentence about the weather bad.
    case reference
    /// The item's fields `control-good` and `control-bad`, where it has them.
    case fields
    /// There are none, and nothing says whether the judges can judge.
    case none
  }

  static let judges = Setting<String>.required("judges", .text, "The subjects that judge: one to five names, divided by spaces.")
  static let controlsSetting = Setting<Controls>.word(
    "controls", .reference, "Answers with a known verdict that the judges see too; a panel that gets them wrong gives no metric.")
  static let neededSetting = Setting<Rational>.standard(
    "controls-right", .number(.share), "0.9", "The share of the controls that the judges must get right.")

  /// The settings of a panel.
  static let entries = [judges.entry, controlsSetting.entry, neededSetting.entry]

  init(_ settings: Settings) throws(SettingFault) {
    names = JudgePanel.names(try settings.value(JudgePanel.judges))
    controls = try settings.value(JudgePanel.controlsSetting)
    needed = try settings.value(JudgePanel.neededSetting)
  }

  /// The names of a panel.
  static func names(_ text: String) -> [String] {
    text.unicodeScalars.split { ScalarKind.isSpace($0) || $0 == "," }.map { String(String.UnicodeScalarView($0)) }
  }

  /// Why names make no panel.
  static func problem(_ settings: Settings) -> String? {
    guard let text = try? settings.value(judges) else { return nil }
    let names = names(text)
    if names.isEmpty || names.count > limit { return "`judges` names \(names.count) subjects; one to five can judge" }
    return Set(names).count < names.count ? "`judges` names a subject twice" : nil
  }

  /// The texts that judges must find good and bad; none where the item has none.
  func planted(_ item: Item) -> (good: String, bad: String)? {
    switch controls {
    case .reference: item.answers.first.map { ($0, JudgePanel.offTopic) }
    case .fields:
      item.fields["control-good"]?.text.flatMap { good in item.fields["control-bad"]?.text.map { (good, $0) } }
    case .none: nil
    }
  }

  private static let offTopic = "I would rather talk about the weather: it may rain tomorrow, and then again it may not."

  /// A text between marks that it cannot contain by chance: they carry a hash of it (FNV-1a, 64 bits).
  static func marked(_ name: String, _ text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let mark = String(hash, radix: 16)
    return "[\(name) \(mark)]\n\(text)\n[END OF \(name) \(mark)]"
  }

  /// What stands behind a word and a colon on the last line of a reply that is not empty, in the standard form.
  static func verdict(_ word: String, in reply: String) -> Scalars? {
    let lines = Scalars(reply).split { $0 == "\n" || $0 == "\r" }.map { Scalars($0) }
    guard let last = lines.last(where: { !$0.trimmed.isEmpty }) else { return nil }
    let line = TextForm.standard.applied(to: last.filter { $0 != "*" }.text)
    let start = Scalars(word + ":")
    return line.has(start, at: 0) ? Scalars(line.dropFirst(start.count)).trimmed : nil
  }
}

/// What a panel said of one item, as the counts that its metrics follow from.
struct PanelCounts {
  /// The prefix of the names.
  let prefix: String
  /// For each judge its value from 0 to 1; `nil` without a usable verdict.
  var values: [Rational?]
  /// How many verdicts on controls there were.
  var controls = 0
  /// How many of them were right.
  var held = 0
  /// The share of controls that has to be right.
  let needed: Rational

  /// The sums of a panel, by the prefix of its scorer.
  static func parts(_ prefix: String) -> [String] {
    ["score", "items", "controls", "held", "needed", "values", "sum", "squares", "within"].map { "\(prefix)-\($0)" }
  }

  /// The verdicts that records keep.
  static func kept(_ prefix: String) -> [String] { (1...JudgePanel.limit).map { "\(prefix)-judge-\($0)" } }

  /// The counts by their names; `nil` where no judge gave a usable verdict.
  var counts: [String: Rational]? {
    let usable = values.compactMap(\.self)
    guard let sums = AgreementSums(usable), let total = usable.reduce(Rational(0) as Rational?, { $0?.adding($1) }),
      let mean = total.divided(by: Rational(usable.count)), let bound = needed.multiplied(by: Rational(controls))
    else { return nil }
    let all = [mean, Rational(1), Rational(controls), Rational(held), bound, sums.count, sums.sum, sums.squares, sums.within]
    var counts = Dictionary(uniqueKeysWithValues: zip(PanelCounts.parts(prefix), all))
    for (index, name) in PanelCounts.kept(prefix).enumerated() {
      counts[name] = values.indices.contains(index) ? values[index] ?? Rational(-1) : Rational(-1)
    }
    return counts
  }

  /// The mean of a panel's values; `nil` where it got too many controls wrong.
  static func mean(_ prefix: String, _ sums: [String: Rational]) -> Double? {
    guard let score = sums["\(prefix)-score"], let items = sums["\(prefix)-items"], let held = sums["\(prefix)-held"],
      let needed = sums["\(prefix)-needed"], held >= needed
    else { return nil }
    return score.divided(by: items)?.real
  }

  /// The totals that every panel has: the gated mean, the share of controls that were right, Krippendorff's alpha.
  static func totals(_ prefix: String, _ mean: Scorer.Output) -> [Scorer.Total] {
    [
      Scorer.Total(mean, of: parts(prefix)) { PanelCounts.mean(prefix, $0) },
      Scorer.Total(
        Scorer.Output("\(prefix)-controls", .higher, "share of the planted controls that the judges get right"), of: parts(prefix)
      ) { sums in
        sums["\(prefix)-held"].flatMap { held in sums["\(prefix)-controls"].flatMap { held.divided(by: $0) } }?.real
      },
      Scorer.Total(Scorer.Output("\(prefix)-alpha", .higher, "Krippendorff's alpha of the judges, for interval data"), of: parts(prefix)) {
        sums in
        func sum(_ name: String) -> Rational { sums["\(prefix)-\(name)"] ?? Rational(0) }
        return AgreementSums(count: sum("values"), sum: sum("sum"), squares: sum("squares"), within: sum("within")).alpha
      },
    ]
  }
}
