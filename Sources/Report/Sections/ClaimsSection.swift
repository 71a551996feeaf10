internal import Record

extension PageSection {
  /// The verdicts on the claims, where the spec registered any.
  static func claims(_ page: Page) -> [PageSection] {
    guard !page.claims.isEmpty else { return [] }
    let lead =
      "Registered in the spec before the run, judged after it. A claim on measurements holds only if its whole 95 % interval does."
    return [PageSection("claims", "Claims", lead: lead) { page.claimList }]
  }
}

extension Page {
  /// The verdicts in the order of the claims; a claim that the scores do not mention is not judged.
  var claims: [ClaimVerdict] {
    let judged = input.scores.claims
    let known = Set(judged.map(\.id))
    let missing = plan.claims.filter { !known.contains($0.id) }
    return judged
      + missing.map { ClaimVerdict(id: $0.id, text: $0.text, verdict: .unjudged, because: "the scores hold no verdict on it") }
  }

  fileprivate var claimList: Markup {
    tag("ul", .class("claims")) {
      for claim in claims {
        tag("li", .class("claim \(tone(of: claim.verdict))")) {
          tag("p", .class("verdict"), text: words(for: claim.verdict))
          tag("p", .class("claim-text")) { tag("code", text: shortened(claim.text)) }
          tag("p", .class("because"), text: shortened(claim.because, to: 600))
        }
      }
    }
  }

  private func tone(of verdict: ClaimVerdict.Verdict) -> String {
    switch verdict {
    case .holds: "good"
    case .fails: "bad"
    case .undecided, .unjudged: "warn"
    }
  }

  /// The verdict with a sign of its own, so that no reader depends on colour.
  private func words(for verdict: ClaimVerdict.Verdict) -> String {
    switch verdict {
    case .holds: "✓ holds"
    case .fails: "✗ fails"
    case .undecided: "? undecided"
    case .unjudged: "– not judged"
    }
  }
}
