internal import Record

extension PageSection {
  /// The verdicts on the claims, where the spec registered any.
  static func claims(_ page: Page) -> [PageSection] {
    guard !page.claims.isEmpty else { return [] }
    return [PageSection("claims", page.words.claims, lead: page.words.claimsLead) { page.claimList }]
  }
}

extension Page {
  /// The verdicts in the order of the claims; a claim that the scores do not mention is not judged.
  var claims: [ClaimVerdict] {
    let judged = input.scores.claims
    let known = Set(judged.map(\.id))
    let missing = plan.claims.filter { !known.contains($0.id) }
    return judged
      + missing.map { ClaimVerdict(id: $0.id, text: $0.text, verdict: .unjudged, because: words.noVerdict) }
  }

  fileprivate var claimList: Markup {
    tag("ul", .class("claims")) {
      for claim in claims {
        tag("li", .class("claim \(tone(of: claim.verdict))")) {
          tag("p", .class("verdict"), text: words.verdict(claim.verdict))
          tag("p", .class("claim-text")) { tag("code", text: shortened(claim.text)) }
          tag("p", .class("because")) {
            words.verdictMeaning(claim.verdict) ?? ""
            told(shortened(claim.because, to: 600))
          }
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
}
