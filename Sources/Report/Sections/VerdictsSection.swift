internal import Record

extension PageSection {
  /// The answer at a glance, and what makes it doubtful.
  static func verdicts(_ page: Page) -> [PageSection] {
    [PageSection(withoutHeading: "verdicts") { page.verdicts }]
  }
}

extension Page {
  @MarkupBuilder fileprivate var verdicts: Markup {
    tag("div", .class("strip")) {
      totalCard
      claimsCard
      trialsCard
      card("Division", plan.divisionWords)
    }
    warnings
  }

  private func card(_ label: String, _ words: DivisionWords) -> Markup { card(label, words.name, words.tone, words.sentence) }

  private func card(_ label: String, _ figure: String, _ tone: String, _ text: String) -> Markup {
    tag("div", .class("card \(tone)")) {
      tag("p", .class("card-label"), text: label)
      tag("p", .class("figure"), text: figure)
      tag("p", .class("card-text"), text: text)
    }
  }

  private var totalCard: Markup {
    guard plan.weighting != nil else {
      return card("Total score", "none", "plain", "The spec declares no weighting, so the metrics below stand for themselves.")
    }
    guard let total = input.scores.total else {
      return card("Total score", "no value", "warn", "A branch of the score has no value: see the score and the trials below.")
    }
    let text = EstimateText(value: total.value, low: total.low, high: total.high, in: Scale(unit: "1", around: total.value))
    let range = text.interval.map { "95 % interval \($0). " } ?? ""
    return card("Total score", text.value, "plain", range + comparison(of: total))
  }

  /// How a ratio compares with the reference, in words.
  private func comparison(of total: Estimate) -> String {
    if total.low > 1 { return "Better than the reference\u{A0}(1)." }
    if total.high < 1 { return "Below the reference\u{A0}(1)." }
    return "Not distinguishable from the reference\u{A0}(1)."
  }

  private var claimsCard: Markup {
    let verdicts = claims.map(\.verdict)
    guard !verdicts.isEmpty else { return card("Claims", "none", "plain", "The spec registered no claim before the run.") }
    let held = verdicts.count { $0 == .holds }
    let failed = verdicts.count { $0 == .fails }
    let open = verdicts.count - held - failed
    if failed == 0, open == 0 { return card("Claims", "all hold", "good", "\(counted(held, "claim")), registered before the run.") }
    let words = [(held, held == 1 ? "holds" : "hold"), (failed, failed == 1 ? "fails" : "fail"), (open, "undecided")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)" }
    return card(
      "Claims", words.joined(separator: ", "), failed > 0 ? "bad" : "warn",
      "Of \(counted(verdicts.count, "claim")), registered before the run.")
  }

  private var trialsCard: Markup {
    let planned = input.trials.count
    let finished = input.trials.count { $0.status == .ok }
    let text = "Planned trials that finished."
    return card("Trials", "\(grouped(finished)) of \(grouped(planned))", finished == planned ? "good" : "bad", text)
  }

  @MarkupBuilder private var warnings: Markup {
    if !input.run.partial.isEmpty {
      tag("div", .class("notice bad")) {
        tag("p", .class("notice-title"), text: "This run is partial")
        tag("ul") { for sentence in input.run.partial { tag("li", text: shortened(sentence)) } }
      }
    }
    if !input.doubts.isEmpty {
      tag("div", .class("notice warn")) {
        tag("p", .class("notice-title"), text: "Reasons to doubt measurements")
        tag("ul") { for sentence in input.doubts { tag("li", text: shortened(sentence)) } }
      }
    }
    if !input.environment.taints.isEmpty {
      tag("div", .class("notice warn")) {
        tag("p", .class("notice-title"), text: "Reasons to doubt comparisons")
        tag("ul") {
          for taint in input.environment.taints.prefix(40) {
            tag("li") {
              tag("code", text: shortened(taint, to: 80))
              ": \(explanation(ofTaint: taint))"
            }
          }
        }
        remainder(of: input.environment.taints.count, shown: 40, in: "data/environment.json")
      }
    }
  }
}
