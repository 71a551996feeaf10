internal import Record

/// What subjects answered in a trial, and what was made of it: where an executor reads and keeps it.
struct TrialAnswers {
  /// What was answered before, where it is on record; of several answers the latest.
  let line: (_ exchange: Exchange) throws(RunFault) -> TranscriptLine?
  /// Whether a usable answer is on record.
  let isAnswered: (_ exchange: Exchange) throws(RunFault) -> Bool
  /// Hands over what happened to the questions of the items in all attempts, in the order of the items; of several events the latest.
  let eachItemEvent: ((EventLog.Event) throws(RunFault) -> Void) throws(RunFault) -> Void
  /// Keeps an answer with when it came.
  let keep: (Transcript, EventLog.Event) throws(RunFault) -> Void
  /// Makes the answers that were kept survive a kill, before anything more is asked, and soon a power cut too.
  let settle: () throws(RunFault) -> Void
  /// Makes the answers that were kept survive a power cut.
  let commit: () throws(RunFault) -> Void
  /// Keeps a piece of the trial's item records, numbered from 0; they count once the trial is finished with their digest.
  let keepItems: (_ piece: [UInt8], _ number: Int) throws(RunFault) -> Void

  /// The whole transcript of what was answered before.
  func transcript(_ exchange: Exchange) throws(RunFault) -> Transcript? { try line(exchange)?.transcript }
}
