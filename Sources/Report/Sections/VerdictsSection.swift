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
      divisionCard
    }
    warnings
  }

  private var divisionCard: Markup {
    card(
      words.division, words.divisionName(plan.division), plan.division == .custom ? "warn" : "plain",
      words.divisionSentence(plan.division, deviations: plan.deviations.count))
  }

  private func card(_ label: String, _ figure: String, _ tone: String, _ text: String) -> Markup {
    tag("div", .class("card \(tone)")) {
      tag("p", .class("card-label"), text: label)
      tag("p", .class("figure"), text: figure)
      tag("p", .class("card-text"), text: text)
    }
  }

  private var totalCard: Markup {
    guard plan.weighting != nil else {
      return card(words.totalScore, words.none, "plain", words.noWeighting)
    }
    guard let total = input.scores.total else {
      return card(words.totalScore, words.noValue, "warn", words.totalMissing)
    }
    let text = EstimateText(value: total.value, low: total.low, high: total.high, in: Scale(unit: "1", around: total.value))
    let range = text.interval.map { words.totalInterval($0) } ?? ""
    return card(words.totalScore, text.value, "plain", range + comparison(of: total))
  }

  /// How a ratio compares with the reference, in words.
  private func comparison(of total: Estimate) -> String {
    if total.low > 1 { return words.better }
    if total.high < 1 { return words.below }
    return words.notDistinguishable
  }

  private var claimsCard: Markup {
    let verdicts = claims.map(\.verdict)
    guard !verdicts.isEmpty else { return card(words.claims, words.none, "plain", words.noClaims) }
    let held = verdicts.count { $0 == .holds }
    let failed = verdicts.count { $0 == .fails }
    let open = verdicts.count - held - failed
    if failed == 0, open == 0 { return card(words.claims, words.allHold, "good", words.registered(held)) }
    return card(
      words.claims, words.claimCounts(held: held, failed: failed, open: open), failed > 0 ? "bad" : "warn",
      words.ofRegistered(verdicts.count))
  }

  private var trialsCard: Markup {
    let planned = input.trials.count
    let finished = input.trials.count { $0.status == .ok }
    return card(words.trials, words.finished(finished, of: planned), finished == planned ? "good" : "bad", words.trialsFinished)
  }

  @MarkupBuilder private var warnings: Markup {
    if !input.run.partial.isEmpty {
      tag("div", .class("notice bad")) {
        tag("p", .class("notice-title"), text: words.partial)
        tag("ul") { for sentence in input.run.partial { tag("li") { told(shortened(sentence)) } } }
      }
    }
    if !input.doubts.isEmpty {
      tag("div", .class("notice warn")) {
        tag("p", .class("notice-title"), text: words.doubtfulMeasurements)
        tag("ul") { for sentence in input.doubts { tag("li", text: shortened(words.say(sentence))) } }
      }
    }
    if !input.environment.taints.isEmpty {
      tag("div", .class("notice warn")) {
        tag("p", .class("notice-title"), text: words.doubtfulComparisons)
        tag("ul") {
          for taint in input.environment.taints.prefix(40) {
            tag("li") {
              tag("code", text: shortened(taint, to: 80))
              words.named("", words.meaning(ofTaint: taint))
            }
          }
        }
        remainder(of: input.environment.taints.count, shown: 40, in: "data/environment.json")
      }
    }
  }
}
