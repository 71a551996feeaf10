internal import Record

/// Where a run keeps what its trials yield: the journal of a run, or memory where nothing must outlive the process.
protocol TrialStore: AnyObject {
  /// What became of a trial, where it has come to an end before.
  func finished(_ id: TrialID) throws(RunFault) -> FinishedTrial?
  /// Notes that a trial starts; durable when it returns.
  func start(_ id: TrialID, at time: Timestamp) throws(RunFault)
  /// Keeps what a trial came to, with its files; durable when it returns.
  func finish(_ trial: FinishedTrial, files: [StoredFile], at time: Timestamp) throws(RunFault)
  /// Notes that a started trial was broken off.
  func interrupt(_ id: TrialID, at time: Timestamp) throws(RunFault)
  /// A file that a finished trial left.
  func file(_ digest: Digest) throws(RunFault) -> [UInt8]
  /// What a subject answered in a trial, where it is on record; of several answers the latest.
  func line(of id: TrialID, _ exchange: Exchange) throws(RunFault) -> TranscriptLine?
  /// Whether any answer is on record in a trial.
  func hasAnswers(of id: TrialID) throws(RunFault) -> Bool
  /// Whether a usable answer is on record in a trial.
  func isAnswered(_ exchange: Exchange, of id: TrialID) throws(RunFault) -> Bool
  /// Hands over what happened to the questions of a trial's items, in the order of the items; of several events of one the latest.
  func eachItemEvent(of id: TrialID, _ take: (EventLog.Event) throws(RunFault) -> Void) throws(RunFault)
  /// Keeps an answer in a trial with when it came; it counts once it is settled.
  func keep(_ transcript: Transcript, _ event: EventLog.Event, of id: TrialID) throws(RunFault)
  /// Makes what was kept survive a kill, and a power cut that comes a moment later.
  func settle() throws(RunFault)
  /// Makes what was kept survive a power cut.
  func commit() throws(RunFault)
  /// Keeps a piece of a trial's item records, numbered from 0; durable once the trial is finished.
  func keepItems(_ piece: [UInt8], number: Int, of id: TrialID) throws(RunFault)
}

extension TrialStore {
  /// A store that does not know looks for each.
  func hasAnswers(of id: TrialID) throws(RunFault) -> Bool { true }
}

/// Keeps trials in memory, for a re-execution: it neither reads nor leaves anything on disk.
final class MemoryStore: TrialStore {
  /// In the order in which they came to an end.
  private(set) var trials: [FinishedTrial] = []
  private var byID: [TrialID: FinishedTrial] = [:]
  private var files: [Digest: [UInt8]] = [:]
  private var answers: [TrialID: [Exchange: (transcript: Transcript, event: EventLog.Event)]] = [:]

  func finished(_ id: TrialID) -> FinishedTrial? { byID[id] }

  /// A store that holds the same, one trial excepted: a run in it executes that trial alone.
  func copy(without id: TrialID) -> MemoryStore {
    let copy = MemoryStore()
    copy.trials = trials.filter { $0.id != id }
    copy.byID = byID.filter { $0.key != id }
    copy.files = files
    return copy
  }

  func start(_ id: TrialID, at time: Timestamp) {}
  func interrupt(_ id: TrialID, at time: Timestamp) {}
  func keepItems(_ piece: [UInt8], number: Int, of id: TrialID) {}
  func settle() {}
  func commit() {}

  func finish(_ trial: FinishedTrial, files: [StoredFile], at time: Timestamp) {
    trials.append(trial)
    byID[trial.id] = trial
    for file in files { self.files[file.digest] = file.bytes }
  }

  func file(_ digest: Digest) throws(RunFault) -> [UInt8] {
    guard let bytes = files[digest] else { throw RunFault(.noSuchArtifact, "no trial left the file \(digest)") }
    return bytes
  }

  func keep(_ transcript: Transcript, _ event: EventLog.Event, of id: TrialID) {
    answers[id, default: [:]][transcript.exchange] = (transcript, event)
  }

  func line(of id: TrialID, _ exchange: Exchange) throws(RunFault) -> TranscriptLine? {
    try answers[id]?[exchange]?.transcript.asLine()
  }

  func hasAnswers(of id: TrialID) -> Bool { answers[id] != nil }

  func isAnswered(_ exchange: Exchange, of id: TrialID) -> Bool { answers[id]?[exchange]?.event.isAnswered ?? false }

  func eachItemEvent(of id: TrialID, _ take: (EventLog.Event) throws(RunFault) -> Void) throws(RunFault) {
    let events = answers[id, default: [:]].values.map(\.event).filter { $0.exchange == .item($0.exchange.place.item) }
    for event in events.sorted(by: { $0.exchange < $1.exchange }) { try take(event) }
  }
}
