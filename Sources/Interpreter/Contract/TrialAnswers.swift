internal import Record

/// What subjects answered in a trial, and what was made of it: where an executor reads and keeps it.
struct TrialAnswers {
  /// What was answered before, where it is on record; of several answers the latest.
  let transcript: (_ exchange: Exchange) throws(RunFault) -> Transcript?
  /// What happened to the queries of the trial, in all its attempts.
  let events: () throws(RunFault) -> [EventLog.Event]
  /// Makes an answer durable before anything goes on, with when it came.
  let keep: (Transcript, EventLog.Event) throws(RunFault) -> Void
  /// Keeps a piece of the trial's item records, numbered from 0; they count once the trial is finished with their digest.
  let keepItems: (_ piece: [UInt8], _ number: Int) throws(RunFault) -> Void
}
