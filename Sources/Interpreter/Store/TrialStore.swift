internal import Record

/// Where a run keeps what its trials yield: the journal of a run, or memory where nothing must outlive the process.
protocol TrialStore: AnyObject {
  /// What became of a trial, where it has come to an end before.
  func finished(_ node: String, _ index: Int) throws(RunFault) -> FinishedTrial?
  /// Notes that a trial starts; durable when it returns.
  func start(_ node: String, _ index: Int, at time: Timestamp) throws(RunFault)
  /// Keeps what a trial came to, with its files; durable when it returns.
  func finish(_ trial: FinishedTrial, files: [(digest: Digest, bytes: [UInt8])], at time: Timestamp) throws(RunFault)
  /// Notes that a started trial was broken off.
  func interrupt(_ node: String, _ index: Int, at time: Timestamp) throws(RunFault)
  /// A file that a finished trial left.
  func file(_ digest: Digest) throws(RunFault) -> [UInt8]
  /// What a subject answered, where it is on record; of several answers the latest.
  func transcript(_ node: String, _ index: Int, _ exchange: Exchange) throws(RunFault) -> Transcript?
  /// Keeps an answer; durable when it returns.
  func keep(_ transcript: Transcript) throws(RunFault)
  /// Keeps a piece of a trial's item records, numbered from 0; durable once the trial is finished.
  func keepItems(_ piece: [UInt8], number: Int, of node: String, _ index: Int) throws(RunFault)
}

/// Keeps trials in memory, for a re-execution: it neither reads nor leaves anything on disk.
final class MemoryStore: TrialStore {
  private(set) var trials: [FinishedTrial] = []
  private var files: [Digest: [UInt8]] = [:]
  private var transcripts: [TrialID: [Exchange: Transcript]] = [:]

  func finished(_ node: String, _ index: Int) -> FinishedTrial? {
    trials.first { $0.index == index && $0.node.utf8.elementsEqual(node.utf8) }
  }

  func start(_ node: String, _ index: Int, at time: Timestamp) {}
  func interrupt(_ node: String, _ index: Int, at time: Timestamp) {}
  func keepItems(_ piece: [UInt8], number: Int, of node: String, _ index: Int) {}

  func finish(_ trial: FinishedTrial, files: [(digest: Digest, bytes: [UInt8])], at time: Timestamp) {
    trials.append(trial)
    for file in files { self.files[file.digest] = file.bytes }
  }

  func file(_ digest: Digest) throws(RunFault) -> [UInt8] {
    guard let bytes = files[digest] else { throw RunFault("no-such-artifact", "no trial left the file \(digest)", isLocal: true) }
    return bytes
  }

  func keep(_ transcript: Transcript) {
    transcripts[TrialID(node: transcript.node, index: transcript.trial), default: [:]][transcript.exchange] = transcript
  }

  func transcript(_ node: String, _ index: Int, _ exchange: Exchange) -> Transcript? {
    transcripts[TrialID(node: node, index: index)]?[exchange]
  }
}
