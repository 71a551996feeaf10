internal import Glibc
internal import Record
internal import Synchronization

/// Counts what reading a bundle costs, and says when that is more than it may be.
///
/// Every file is charged before it is read, however often. So whatever a check does with the bytes of a bundle, it can do no more of it
/// than the budget pays for, and a check that ran out is not done rather than wrong.
public final class CostMeter: Sendable {
  /// The most bytes that are read, those that are read again counted again.
  public let bytes: Int
  /// The most seconds that pass before the last file is opened.
  public let seconds: Double
  /// The most bytes by which the greatest memory of the process may grow meanwhile.
  public let memory: Int
  private let state: Mutex<State>
  private let start = ContinuousClock.now
  private let memoryBefore = CostMeter.greatestMemory

  private struct State {
    var bytes = 0
    var reason: String?
  }

  init(bytes: Int, seconds: Double, memory: Int = .max) {
    self.bytes = bytes
    self.seconds = seconds
    self.memory = memory
    state = Mutex(State())
  }

  /// Bytes that were read so far.
  public var bytesRead: Int { state.withLock { $0.bytes } }

  /// Why nothing more is read; `nil` while the budget lasts.
  public var reason: String? { state.withLock { $0.reason } }

  /// Whether so many bytes more may be read; from the first that may not, nothing may.
  func charge(_ count: Int) -> Bool {
    let spent = start.duration(to: .now) / .seconds(1)
    let grown = CostMeter.greatestMemory - memoryBefore
    return state.withLock { state in
      guard state.reason == nil else { return false }
      let (sum, overflow) = state.bytes.addingReportingOverflow(count)
      if overflow || sum > bytes { state.reason = "reading it took more than the \(bytes) bytes of the budget" }
      if spent > seconds { state.reason = "checking it took more than the \(seconds) s of the budget" }
      if grown > memory { state.reason = "checking it took more than the \(memory) bytes of memory of the budget" }
      if state.reason == nil { state.bytes = sum }
      return state.reason == nil
    }
  }

  /// Bytes of memory that the process held at the most so far.
  private static var greatestMemory: Int {
    var usage = rusage()
    guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    return usage.ru_maxrss.multipliedReportingOverflow(by: 1024).partialValue
  }
}

extension BundleFolder {
  /// What a check that ran out of the budget comes to.
  public func outOfBudget(_ check: String) -> CheckOutcome? {
    guard let reason = meter.reason else { return nil }
    return CheckOutcome(
      check, notDone: reason,
      findings: [Finding("budget-spent", .unchecked, path: ".", reason, help: "`budget` in your policy sets another one")])
  }

  /// A check within the budget: one that ran out on the way is not done, whatever it found.
  public func withinBudget(_ name: String, _ check: () -> CheckOutcome) -> CheckOutcome {
    if let refusal = outOfBudget(name) { return refusal }
    let outcome = check()
    return outOfBudget(name) ?? outcome
  }
}
