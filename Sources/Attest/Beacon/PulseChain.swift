internal import Record

/// The pulses of a bundle in the order of the beacon: seeds depend on the last, and those before it show what it continues.
struct PulseChain {
  /// The pulses with their files, the earliest first.
  let links: [(file: StoredEvidence, pulse: NISTPulse)]

  /// - Throws: The file that is no pulse, and why.
  init(_ files: [StoredEvidence]) throws(Malformed) {
    var links: [(file: StoredEvidence, pulse: NISTPulse)] = []
    for file in files {
      do throws(AttestFault) { links.append((file, try NISTPulse(reading: file.bytes))) } catch {
        throw Malformed(path: file.path, fault: error)
      }
    }
    self.links = links.sorted { ($0.pulse.chainIndex, $0.pulse.pulseIndex) < ($1.pulse.chainIndex, $1.pulse.pulseIndex) }
  }

  /// A file that is no pulse.
  struct Malformed: Error {
    let path: String
    let fault: AttestFault
  }

  /// The one that seeds depend on.
  var last: (file: StoredEvidence, pulse: NISTPulse)? { links.last }

  /// Each pulse that does not continue the one before it.
  var breaks: [Finding] {
    zip(links, links.dropFirst()).filter { !$1.pulse.follows($0.pulse) }.map { earlier, later in
      Finding(
        "pulse-chain", path: later.file.path, "not the pulse that comes after the other one in the beacon's chain",
        expected: "what follows pulse \(earlier.pulse.pulseIndex)", found: "pulse \(later.pulse.pulseIndex)")
    }
  }
}

extension NISTPulse {
  /// Whether it is the next pulse of the chain: it quotes the output of the earlier one, which announced its random value by a digest.
  func follows(_ earlier: NISTPulse) -> Bool {
    let (next, isLast) = earlier.pulseIndex.addingReportingOverflow(1)
    return !isLast && chainIndex == earlier.chainIndex && pulseIndex == next && previousValue == earlier.value
      && sha512(localRandomValue) == earlier.precommitmentValue && earlier.time.recordText < time.recordText
  }
}
