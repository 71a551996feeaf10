internal import Record

/// Trials whose invocations take turns: one invocation of each, then the next of each, so that those of one trial lie apart in time.
///
/// Trials join until one turn of all of them takes as long as two invocations are to lie apart; so a kill loses no more than a few turns, and
/// a plan of many cells hardly waits.
struct InvocationRound {
  /// A trial of which some invocations took place.
  struct Trial {
    var invocations: TrialInvocations
    let node: Node
    let place: TrialPlace
    let host: HostResolution
    /// What it came to; `nil` while there are invocations to come.
    var outcome: TrialOutcome?
  }

  /// In the order in which they began.
  var open: [Trial] = []

  /// The most trials that take turns: what they measured stands in memory, and a kill loses it.
  private static let most = 64

  /// The cells of the trials.
  var cells: Set<String> { Set(open.map(\.node.id)) }

  /// Whether one more trial may join: the first would have to wait for its next turn.
  var hasRoom: Bool {
    guard open.count < InvocationRound.most else { return false }
    return open.first { $0.outcome == nil }.map { $0.invocations.wait > 0 } ?? open.isEmpty
  }
}

extension GraphRun {
  /// One more invocation of a trial, when it is due; what ends the trial alone becomes its outcome.
  func step(_ index: Int, of round: inout InvocationRound) throws(RunFault) {
    do {
      try awaitTurn(of: round.open[index].invocations)
      try round.open[index].invocations.step()
      round.open[index].outcome = round.open[index].invocations.outcome
    } catch {
      guard error.isLocal else {
        breakOff(round)
        throw error
      }
      round.open[index].outcome = .ended(error.status, error.reason)
    }
  }

  /// Notes that the trials of a round are broken off.
  func breakOff(_ round: InvocationRound) {
    for trial in round.open { try? store.interrupt(trial.place.id, at: bench.now()) }
  }

  /// Takes turns until all trials of a round have come to an end, and empties it.
  func complete(_ round: inout InvocationRound) throws(RunFault) {
    while round.open.contains(where: { $0.outcome == nil }) {
      for index in round.open.indices where round.open[index].outcome == nil {
        try step(index, of: &round)
      }
    }
    while let trial = round.open.first {
      guard var outcome = trial.outcome else { break }
      if let energy = plan.target(trial.node.target)?.energy { EnergySettlement(plan: energy, meter: meter, bench: bench).settle(&outcome) }
      let (finished, files) = FinishedTrial.sealing(outcome, of: trial.place.id, on: trial.host)
      try finish(finished, files, trial.node, trial.place)
      cache?.keep(finished, files: files, of: trial.node, plan: plan)
      round.open.removeFirst()
    }
  }

  /// Waits until the next invocation may begin, and looks some times a second whether the user asked to stop.
  private func awaitTurn(of invocations: TrialInvocations) throws(RunFault) {
    // A signal may end a pause.
    while invocations.wait > 0 {
      if isCancelled() { throw .interrupted }
      bench.pause(min(invocations.wait, 50_000_000))
    }
  }
}
