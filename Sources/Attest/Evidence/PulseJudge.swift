internal import Record
internal import Text

/// What became of the beacon's pulse.
struct PulseJudgement {
  let outcome: CheckOutcome
  /// When it was published, where it is believed and the seeds depend on it.
  var time: Timestamp?
}

/// Judges the pulse of a beacon: whether the seeds depend on it, and whether the policy's beacon published it.
struct PulseJudge {
  let reading: BundleReading
  let policy: Policy

  func judge() -> PulseJudgement {
    let needsPulse = reading.records?.plan.seed.needsPulse ?? false
    let chain: PulseChain
    do throws(PulseChain.Malformed) { chain = try PulseChain(PulseJudge.pulses(of: reading.evidence)) } catch {
      return refusal(error.fault, error.path)
    }
    guard let (file, pulse) = chain.last else {
      let reason = needsPulse ? "the bundle lacks the pulse that its seeds depend on" : PulseJudge.independent
      return PulseJudgement(outcome: CheckOutcome("beacon", notDone: reason))
    }
    do throws(AttestFault) {
      let findings = chain.breaks + (needsPulse ? [] : [unused(file)])
      guard let authority = policy.beacons.first(where: { $0.kind == .nist }), let certificate = Certificate(pem: authority.certificate)
      else {
        let unknown = Finding(
          "beacon-unknown", .unchecked, path: file.path, "your policy believes no beacon of this kind",
          help: "add its certificate under `beacons`")
        return PulseJudgement(outcome: CheckOutcome("beacon", notDone: unknown.message, findings: findings + [unknown]))
      }
      for link in chain.links { try link.pulse.verify(under: certificate) }
      return PulseJudgement(
        outcome: CheckOutcome("beacon", done: "pulse \(pulse.pulseIndex) of the NIST beacon at \(pulse.time)", findings: findings),
        time: needsPulse ? pulse.time : nil)
    } catch {
      return refusal(error, file.path)
    }
  }

  private func refusal(_ fault: AttestFault, _ path: String) -> PulseJudgement {
    PulseJudgement(
      outcome: CheckOutcome("beacon", notDone: fault.message, findings: [Finding(fault.code, path: path, fault.message, help: fault.help)]))
  }

  /// A pulse that no seed depends on proves nothing about when the run began.
  private func unused(_ file: StoredEvidence) -> Finding {
    Finding(
      "pulse-unused", .unchecked, path: file.path, "no seed of the plan depends on this pulse, so it dates nothing",
      help: "the plan's rule of seeds is \(quoted(reading.records?.plan.seed.rule ?? "unknown"))")
  }

  private static let independent = "the seeds depend on no beacon, so the plan could be tried before"

  /// The pulses among files of evidence.
  static func pulses(of evidence: [StoredEvidence]) -> [StoredEvidence] { evidence.filter { $0.kind.isRead(as: .pulse) } }
}

extension Pulse {
  /// Whether the beacon that a policy believes published it.
  package func outcome(under policy: Policy?) -> CheckOutcome {
    guard let authority = policy?.beacons.first(where: { $0.kind == .nist }), let certificate = Certificate(pem: authority.certificate) else {
      let unknown = Finding(
        "beacon-unknown", .unchecked, path: Pulse.fileName, "your policy believes no beacon of this kind",
        help: "add its certificate under `beacons`")
      return CheckOutcome("beacon", notDone: unknown.message, findings: [unknown])
    }
    do throws(AttestFault) {
      let pulse = try NISTPulse(reading: bytes)
      try pulse.verify(under: certificate)
      return CheckOutcome("beacon", done: "pulse \(pulse.pulseIndex) of the NIST beacon at \(pulse.time)")
    } catch {
      return CheckOutcome("beacon", notDone: error.message, findings: [Finding(error.code, path: Pulse.fileName, error.message, help: error.help)])
    }
  }
}
