internal import Record

extension Page {
  /// The head of the page: what was evaluated, on what, and when.
  var masthead: Markup {
    tag("header", .class("masthead")) {
      tag("p", .class("eyebrow"), text: "Etalon evaluation report")
      tag("h1", text: shortened(heading))
      tag("p", .class("subtitle")) {
        tag("code", text: shortened(plan.name, to: 80))
        for fact in hostFacts { " · \(fact)" }
      }
      tag("p", .class("subtitle")) {
        "Run "
        tag("time", Attribute("datetime", input.run.started.recordText), text: readable(input.run.started))
        if let seconds = input.run.ended.seconds(since: input.run.started) { " · took \(duration(seconds))" }
        " · seed \(plan.seed.root)"
      }
      contents
    }
  }

  private var contents: Markup {
    tag("nav", Attribute("aria-label", "Contents")) {
      if !input.scores.score.isEmpty { tag("a", Attribute("href", "#score"), text: "Score") }
      if !plan.claims.isEmpty || !input.scores.claims.isEmpty { tag("a", Attribute("href", "#claims"), text: "Claims") }
      for (index, workload) in workloads.prefix(40).enumerated() {
        tag("a", Attribute("href", "#workload-\(index + 1)"), text: shortened(workload.name, to: 40))
      }
      tag("a", Attribute("href", "#trials"), text: "Trials")
      tag("a", Attribute("href", "#environment"), text: "Environment")
      tag("a", Attribute("href", "#inputs"), text: "Inputs")
      tag("a", Attribute("href", "#verify"), text: "How to verify")
    }
  }

  /// The answer at a glance.
  @MarkupBuilder var verdicts: Markup {
    tag("div", .class("strip")) {
      totalCard
      claimsCard
      trialsCard
      divisionCard
    }
    warnings
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
      return card("Total score", "none", "plain", "The spec declares no weighting; the metrics below stand for themselves.")
    }
    guard let total = input.scores.total else {
      return card("Total score", "no value", "warn", "A branch of the score has no value; see the score and the trials below.")
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
    let text = "Planned trials that ran to their end."
    return card("Trials", "\(grouped(finished)) of \(grouped(planned))", finished == planned ? "good" : "bad", text)
  }

  private var divisionCard: Markup {
    switch plan.division {
    case .standard: card("Division", "standard", "plain", "Every rule that the standard locks was kept.")
    case .none: card("Division", "none", "plain", "The spec neither locks anything nor inherits what is locked.")
    case .custom:
      card(
        "Division", "custom", "warn", "\(counted(plan.deviations.count, "locked rule was", "locked rules were")) changed; see the trials.")
    }
  }

  @MarkupBuilder private var warnings: Markup {
    if !input.run.partial.isEmpty {
      tag("div", .class("notice bad")) {
        tag("p", .class("notice-title"), text: "This is a partial run")
        tag("ul") { for sentence in input.run.partial { tag("li", text: shortened(sentence)) } }
      }
    }
    if !input.fingerprint.taints.isEmpty {
      tag("div", .class("notice warn")) {
        tag("p", .class("notice-title"), text: "What makes comparisons doubtful")
        tag("ul") {
          for taint in input.fingerprint.taints.prefix(40) {
            tag("li") {
              tag("code", text: shortened(taint, to: 80))
              ": \(explanation(ofTaint: taint))"
            }
          }
        }
      }
    }
  }

  /// Facts about the host that belong beside the title, where they are known.
  private var hostFacts: [String] {
    ["cpu.model", "os.release"].compactMap { name in
      guard case .string(let text)? = input.fingerprint.fields[name]?.value else { return nil }
      return shortened(text, to: 80)
    }
  }
}
