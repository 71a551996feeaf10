internal import CommandTree
internal import Glibc
internal import Interpreter
internal import Record
internal import Score
internal import Synchronization
internal import Text

/// Shows a run while it goes: a line that is redrawn on a terminal, a line for each finished trial everywhere.
final class ProgressLine: Sendable {
  private let terminal: Terminal
  private let isQuiet: Bool
  private let lastDrawn = Mutex<UInt64>(0)
  private let lastWait = Mutex<UInt64>(0)
  private let timeLeft = Mutex<TimeLeft?>(nil)
  /// Milliseconds of waiting that are worth a line.
  private static let longWait = 2000
  /// The most metrics of a trial that are shown.
  private static let shownMetrics = 3

  init(on terminal: Terminal, quiet: Bool) {
    self.terminal = terminal
    isQuiet = quiet
  }

  func show(_ event: RunEvent) {
    if isQuiet { return }
    take(event)
    switch event {
    case .began(let trials, let finished):
      let resumed = finished > 0 ? ", \(finished) of them on record already" : ""
      say("\(counted(trials, "trial"))\(resumed)")
    case .estimated(let cost): say(headline(of: cost))
    case .trialStarted(let place): draw("\(heading(place)) …")
    case .progressed(let place, .waiting(let milliseconds, let reason)) where milliseconds >= ProgressLine.longWait:
      sayIfDue("\(heading(place)) waits \(milliseconds / 1000) s: \(printable(reason))")
    case .progressed(_, .waiting): break
    case .progressed(let place, let progress): drawIfDue("\(heading(place)) \(bar(progress)) \(text(of: progress))\(rest(progress))")
    case .trialEnded(let place, let summary): say("\(heading(place)) \(text(of: summary))")
    case .exporting: draw("writing the bundle …")
    }
  }

  /// Notes what says how long the run takes.
  private func take(_ event: RunEvent) {
    let now = monotonicNanoseconds()
    switch event {
    case .began(let trials, let finished): timeLeft.withLock { $0 = TimeLeft(trials: trials - finished, at: now) }
    case .trialStarted: timeLeft.withLock { $0?.beginTrial(at: now) }
    case .trialEnded: timeLeft.withLock { $0?.endTrial() }
    default: break
    }
  }

  /// How long the trial and the run may still take.
  private func rest(_ progress: TrialProgress) -> String {
    let (done, total) = steps(progress)
    guard total > 0 else { return "" }
    let (share, now) = (Double(done) / Double(total), monotonicNanoseconds())
    return timeLeft.withLock { $0?.text(share, at: now) ?? "" }
  }

  /// Clears the line that is being redrawn.
  func end() { if !isQuiet { terminal.redraw("") } }

  private func heading(_ place: TrialPlace) -> String {
    let width = String(place.total).count
    let position = spaces(width - String(place.position).count) + String(place.position)
    let index = place.trials > 1 ? " trial \(place.id.index + 1) of \(place.trials)" : ""
    return terminal.talkStyle.dim("[\(position)/\(place.total)]") + " " + printable(place.id.node) + index
  }

  private func text(of summary: TrialSummary) -> String {
    let style = terminal.talkStyle
    let reason = summary.reason.map { ": " + printable($0) } ?? ""
    switch summary.status {
    case .ok:
      let metrics = summary.metrics.prefix(min(max(1, summary.asked), ProgressLine.shownMetrics)).map { metric in
        "\(metric.metric) " + Format.text(of: metric)
      }
      return style.good("ok") + (summary.cached ? " (from the cache)" : "") + "  " + metrics.joined(separator: ", ")
        + (summary.missed.map { ", \($0)" } ?? "")
    case .failed, .cut: return style.error(summary.status.rawValue) + reason
    case .refused, .skipped: return style.warning(summary.status.rawValue) + reason
    }
  }

  private func text(of progress: TrialProgress) -> String {
    switch progress {
    case .warmingUp(let done, let total): return "warming up \(done) of \(total)"
    case .sampling(let done, let max, let halfWidth):
      let interval = halfWidth.map { ", interval ±\(Format.percent($0, significant: 2))" } ?? ""
      return "sample \(done) of at most \(max)\(interval)"
    case .epoch(let epoch, let total, let loss, let accuracy):
      return "epoch \(epoch) of at most \(total), loss \(Format.number(loss, significant: 3)), accuracy \(Format.percent(accuracy))"
    case .items(let done, let total): return "item \(done) of \(total)"
    case .waiting(let milliseconds, let reason): return "waits \(milliseconds / 1000) s: \(printable(reason))"
    }
  }

  /// How many steps of a trial are done, of so many.
  private func steps(_ progress: TrialProgress) -> (done: Int, total: Int) {
    switch progress {
    case .warmingUp(let done, let total), .items(let done, let total): (done, total)
    case .sampling(let done, let max, _): (done, max)
    case .epoch(let epoch, let total, _, _): (epoch, total)
    case .waiting: (0, 0)
    }
  }

  private func bar(_ progress: TrialProgress) -> String {
    let (done, total) = steps(progress)
    let cells = 16
    let filled = total > 0 ? min(cells, done * cells / total) : 0
    return String(repeating: "━", count: filled) + terminal.talkStyle.dim(String(repeating: "─", count: cells - filled))
  }

  private func say(_ line: String) {
    terminal.redraw("")
    terminal.talk(line)
  }

  /// Says at most one line in ten seconds, so that many requests that wait together are told once.
  private func sayIfDue(_ line: String) {
    let now = monotonicNanoseconds()
    let isDue = lastWait.withLock { last in
      guard last == 0 || now &- last > 10_000_000_000 else { return false }
      last = now
      return true
    }
    if isDue { say(line) }
  }

  private func draw(_ line: String) { terminal.redraw(line) }

  /// Redraws at most twenty times a second, so that watching costs the measurement nothing.
  private func drawIfDue(_ line: @autoclosure () -> String) {
    guard terminal.isLive else { return }
    let now = monotonicNanoseconds()
    let isDue = lastDrawn.withLock { last in
      guard now &- last > 50_000_000 else { return false }
      last = now
      return true
    }
    if isDue { draw(line()) }
  }

  private func monotonicNanoseconds() -> UInt64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }
}
