internal import Attest
internal import Record
internal import Sealing
internal import Text

/// Who chose what an audit shows: nobody, where the plan fixed how many items, and the pulse is the first one behind the outside date of the bundle.
struct AuditRule {
  /// How many items the plan wants opened; `nil` where it does not say.
  var planned: Int?
  /// The items of the set.
  var total: Int
  /// When the set was sealed.
  var sealed: Timestamp
  var started: Timestamp
  var ended: Timestamp
  /// A time by which somebody else says that the bundle existed; `nil` where nobody does.
  var dated: Timestamp?

  /// The check `choice`: what is wrong fails; what somebody could have chosen is not checkable.
  ///
  /// - Parameter opened: The indices of the items that the audit shows.
  func outcome(_ opened: [Int], bundle: Digest, pulse: Pulse) -> CheckOutcome {
    var findings = order(pulse)
    if opened.sorted() != Audit.chosen(opened.count, of: total, bundle: bundle, pulse: pulse) {
      findings.append(choice("opening", "the items are others than the pulse chooses for this bundle"))
    }
    let wanted = planned.map { min($0, total) }
    if let wanted, wanted != opened.count {
      findings.append(
        choice("opening", "the audit opens another number of items than the plan wants", expected: "\(wanted)", found: "\(opened.count)"))
    }
    let done = "the items that the pulse chooses"
    guard findings.isEmpty else { return CheckOutcome("choice", done: done, findings: findings) }
    guard dated != nil else {
      return CheckOutcome(
        "choice",
        notDone: "nobody else says that the bundle was there before the pulse: it holds no time token and no log's proof of itself")
    }
    guard wanted != nil else {
      return CheckOutcome(
        "choice",
        notDone:
          "the plan does not say how many items an audit opens (`audit: N` of the sealed set), so whoever made it could stop where it suits"
      )
    }
    return CheckOutcome("choice", done: done, findings: [])
  }

  private func order(_ pulse: Pulse) -> [Finding] {
    var findings: [Finding] = []
    if ended.seconds(until: pulse.time) <= 0 {
      findings.append(
        choice("pulse", "the pulse was known before the run had ended", expected: "after \(ended)", found: "\(pulse.time)"))
    }
    if sealed.seconds(until: started) < 0 {
      findings.append(
        choice("opening", "the set was sealed after the run had started", expected: "\(started) or earlier", found: "\(sealed)"))
    }
    guard let dated else { return findings }
    let later = dated.seconds(until: pulse.time)
    if later <= 0 {
      findings.append(choice("pulse", "the pulse was known before the bundle is dated", expected: "after \(dated)", found: "\(pulse.time)"))
    } else if later > pulse.period {
      findings.append(
        choice(
          "pulse", "the pulse is not the first one behind the date of the bundle, so it could be chosen among several",
          expected: "at most \(counted(Int(pulse.period), "second")) after \(dated)", found: "\(pulse.time)"))
    }
    return findings
  }

  private func choice(_ path: String, _ message: String, expected: String? = nil, found: String? = nil) -> Finding {
    Finding("audit-choice", path: path, message, expected: expected, found: found)
  }
}
