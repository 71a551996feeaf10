internal import Attest
internal import CommandTree
internal import Glibc
internal import Interpreter
internal import Record
internal import Text

/// The pulse of `--pulse FILE`, where the plan's seeds depend on one.
///
/// Where the plan was committed to, it waits until the file has a pulse of a later time; Ctrl-C ends that.
func pulse(for plan: Plan, after committed: Timestamp?, _ invocation: Invocation, on terminal: Terminal) throws(Failure) -> Pulse? {
  guard let path = invocation.string("pulse") else {
    guard plan.seed.needsPulse, !invocation.flag("resume") else { return nil }
    throw Failure(
      .usage, "pulse-missing", "the seeds of this plan depend on a pulse of the NIST beacon, and none is given",
      help: "--pulse FILE, with what \(address(after: committed)) serves")
  }
  guard plan.seed.needsPulse else {
    throw Failure(
      .usage, "pulse-not-needed", "--pulse was given, and no seed of this plan depends on a pulse", help: "write `beacon: nist` in the spec"
    )
  }
  var hasTold = false
  while true {
    if let pulse = try readPulse(path) {
      guard let committed, pulse.time.recordText <= committed.recordText else { return pulse }
    } else if committed == nil {
      throw Failure(.usage, "no-such-file", "there is no file at \(quoted(path))", help: "--pulse FILE, from \(address(after: nil))")
    }
    if !hasTold, let committed { terminal.talk(waiting(path, committed)) }
    hasTold = true
    if Interruption.isEnding { throw Failure(.interrupted, "interrupted", "no pulse came, and nothing ran") }
    usleep(500_000)
  }
}

private func readPulse(_ path: String) throws(Failure) -> Pulse? {
  guard Files.exists(path) else { return nil }
  return try orFail(.usage) { try Pulse(reading: try Files.read(path, limit: Pulse.sizeLimit)) }
}

private func waiting(_ path: String, _ committed: Timestamp) -> String {
  "waiting for a pulse after \(committed), when the plan was committed to:\n  curl -o \(shellQuoted(path)) \(address(after: committed))"
}

/// Where the beacon serves the next pulse after a time, or the last one.
private func address(after time: Timestamp?) -> String {
  let base = "https://beacon.nist.gov/beacon/2.0/pulse"
  return time.map { "\(base)/time/next/\(Timestamp(secondsSince1970: 0).seconds(until: $0))000" } ?? "\(base)/last"
}
