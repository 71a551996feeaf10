internal import Record
internal import Text

/// The times of a run in their order: T1 the plan, the beacon, the run's own start and end, T2 the bundle.
struct Timeline {
  /// T1: by when the plan existed.
  let planned: Moment?
  /// When the beacon published what the seeds depend on.
  let pulse: Timestamp?
  /// T2: by when the bundle existed.
  let finished: Moment?
  /// The signer's own words.
  let run: RunRecord?

  /// How far the signer's clock may be off from those of others, in seconds.
  static let clockSkew = 60

  /// What speaks against T1.
  var planFindings: [Finding] {
    guard let planned else { return [] }
    var findings: [Finding] = []
    if let run, planned.time.secondsSince1970 > run.started.secondsSince1970 + Timeline.clockSkew {
      findings.append(late("the plan is dated after the run had started", "\(run.started) or earlier", planned.time))
    }
    if let finished, finished.time.recordText < planned.time.recordText {
      findings.append(late("the plan is dated after the bundle of its run", "\(finished.time) or earlier", planned.time))
    }
    return findings
  }

  /// What speaks against the beacon.
  var pulseFindings: [Finding] {
    guard let pulse else { return [] }
    var findings: [Finding] = []
    if let planned, pulse.recordText <= planned.time.recordText {
      findings.append(
        Finding(
          "beacon-early", path: "data/plan.json", "the beacon's pulse was known before the plan is dated",
          expected: "after \(planned.time)", found: "\(pulse)"))
    }
    if let run, pulse.secondsSince1970 > run.started.secondsSince1970 + Timeline.clockSkew {
      findings.append(
        Finding(
          "beacon-late", path: BundleFile.run, "the run had started before the pulse that its seeds depend on",
          expected: "\(run.started) or earlier", found: "\(pulse)"))
    }
    if let finished, pulse.secondsSince1970 > finished.time.secondsSince1970 + Timeline.clockSkew {
      findings.append(
        Finding(
          "beacon-late", path: "manifest-sha256.txt", "the bundle is dated before the pulse that its seeds depend on",
          expected: "\(finished.time) or earlier", found: "\(pulse)"))
    }
    return findings
  }

  /// What speaks against T2.
  var runFindings: [Finding] {
    guard let finished, let run, finished.time.secondsSince1970 < run.ended.secondsSince1970 - Timeline.clockSkew else { return [] }
    return [
      Finding(
        "time-early", path: BundleFile.run, "the bundle is dated before its run ended", expected: "\(run.ended) or later",
        found: "\(finished.time)")
    ]
  }

  private func late(_ message: String, _ expected: String, _ found: Timestamp) -> Finding {
    Finding("commitment-late", path: "data/plan.json", message, expected: expected, found: "\(found)")
  }

  /// The times, and how many complete runs fit between them.
  var summary: String {
    let steps = [
      planned.map { "plan by \($0.time) (\(excerpt($0.by)))" }, pulse.map { "beacon at \($0)" },
      finished.map { "bundle by \($0.time) (\(excerpt($0.by)))" }, room,
    ]
    return steps.compactMap(\.self).joined(separator: ", ")
  }

  /// How many runs of this one's length fit between the first time at which its results could be begun and T2.
  private var room: String? {
    guard let finished, let run, let start = pulse ?? planned?.time else { return nil }
    let window = max(0, finished.time.secondsSince1970 - start.secondsSince1970)
    let length = max(0, run.ended.secondsSince1970 - run.started.secondsSince1970)
    guard length > 0 else { return "between them \(window) s, in which more than \(counted(window, "complete run")) of under 1 s fit" }
    let count = window / length
    return "between them \(window) s, in which \(counted(count, "complete run")) of \(length) s \(count == 1 ? "fits" : "fit")"
  }
}
