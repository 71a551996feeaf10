internal import Record

extension Page {
  /// The verdicts, in the order of the claims; a claim the scores say nothing about is unjudged.
  var claims: [ClaimVerdict] {
    let judged = input.scores.claims
    let known = Set(judged.map(\.id))
    let missing = plan.claims.filter { !known.contains($0.id) }
    return judged
      + missing.map { ClaimVerdict(id: $0.id, text: $0.text, verdict: .unjudged, because: "the scores hold no verdict on it") }
  }

  var claimsSection: Markup {
    guard !claims.isEmpty else { return Markup() }
    return section(
      "claims", "Claims",
      lead: "Registered in the spec before the run, judged after it. A claim on measurements holds only if its whole 95 % interval does."
    ) {
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
  }

  private func tone(of verdict: ClaimVerdict.Verdict) -> String {
    switch verdict {
    case .holds: "good"
    case .fails: "bad"
    case .undecided, .unjudged: "warn"
    }
  }

  /// The verdict with a sign of its own, so that colour carries nothing alone.
  private func words(for verdict: ClaimVerdict.Verdict) -> String {
    switch verdict {
    case .holds: "✓ holds"
    case .fails: "✗ fails"
    case .undecided: "? undecided"
    case .unjudged: "– not judged"
    }
  }
}
