internal import Attest
internal import Kernels
internal import Record

/// What a fresh process is told of the trial that it takes samples of.
struct InvocationOrder: Record {
  /// The plan, cut to the cell and what it needs.
  var plan: Plan
  /// The pulse that seeds depend on, which no plan writes.
  var pulse: String?
  var node: String
  var index: Int
  var host: HostResolution
  var memory: U64?
  /// Nanoseconds of the trial's time limit that are spent.
  var elapsed: U64
  var batch: Int?

  init(_ context: TrialContext) {
    plan = context.plan
    pulse = context.plan.seed.pulse
    plan.nodes = context.plan.cellsNeeded(by: [context.node.id])
    plan.claims = []
    plan.weighting = nil
    node = context.node.id
    index = context.index
    host = context.host
    memory = context.memory.map { U64($0) }
    elapsed = U64(context.elapsed)
    batch = context.batch
  }
}

/// What came of an invocation; the bytes of its series and files follow, each in a message of its own.
struct InvocationYield: Record {
  /// A series without its samples, or a file: what the bytes are.
  struct Piece: Sendable, Hashable, Codable {
    var name: String
    var unit: String?
    var count: Int
  }

  var status: TrialStatus
  var reason: String?
  var results: [ResultValue]
  var bounded: [ResultValue]
  var warmup: Int
  var stopped: TrialMeasurement.Stopped
  var witnesses: [Witness]
  var library: String?
  var batch: Int
  var energy: [EnergyWindow]
  var series: [Piece]
  var artifacts: [Piece]

  init(_ outcome: TrialOutcome) {
    status = outcome.status
    reason = outcome.reason
    results = outcome.results
    bounded = outcome.bounded
    warmup = outcome.warmup
    stopped = outcome.stopped
    witnesses = outcome.witnesses
    library = outcome.library
    batch = outcome.batch
    energy = outcome.energy
    series = outcome.series.map { Piece(name: $0.name, unit: $0.unit, count: $0.count) }
    artifacts = outcome.artifacts.map { Piece(name: $0.name, unit: nil, count: $0.bytes.count) }
  }

  /// The outcome, with the bytes of its pieces taken one after another.
  func outcome(next: () throws(RunFault) -> [UInt8]) throws(RunFault) -> TrialOutcome {
    var outcome = TrialOutcome(status: status, reason: reason)
    (outcome.results, outcome.bounded, outcome.warmup, outcome.stopped) = (results, bounded, warmup, stopped)
    (outcome.witnesses, outcome.library, outcome.batch, outcome.energy) = (witnesses, library, batch, energy)
    for piece in series {
      let shape = SampleSeries(name: piece.name, unit: piece.unit ?? "", artifact: InvocationYield.unnamed, count: piece.count)
      let bytes = try next()
      if let times = shape.nanoseconds(inFile: bytes) {
        outcome.series.append(SampleSeries(name: piece.name, nanoseconds: times.map { U64($0) }))
      } else if let numbers = shape.numbers(inFile: bytes) {
        outcome.series.append(SampleSeries(name: piece.name, unit: shape.unit, numbers: numbers))
      } else {
        throw .lostInvocation("sent another series than it said")
      }
    }
    for piece in artifacts { outcome.artifacts.append((name: piece.name, bytes: try next())) }
    return outcome
  }

  /// Stands where a series has samples that are on their way.
  private static let unnamed = SHA256.digest(of: [])
}

/// A fault on its way between processes.
struct InvocationFault: Record {
  var code: String
  var message: String
  var help: String?

  init(_ fault: RunFault) { (code, message, help) = (fault.code.rawValue, fault.message, fault.help) }

  var fault: RunFault { RunFault(RunFault.Code(rawValue: code) ?? .unexpected, message, help: help) }
}

/// How far an invocation has come.
struct InvocationProgress: Record {
  var kind: String
  var done: Int
  var total: Int
  var numbers: [Double]

  /// `nil` for what happens in no invocation.
  init?(_ progress: TrialProgress) {
    switch progress {
    case .warmingUp(let done, let total): self.init("warmup", done, total, [])
    case .sampling(let done, let max, let halfWidth): self.init("sampling", done, max, halfWidth.map { [$0] } ?? [])
    case .epoch(let epoch, let total, let loss, let accuracy): self.init("epoch", epoch, total, [loss, accuracy])
    case .waiting, .items: return nil
    }
  }

  private init(_ kind: String, _ done: Int, _ total: Int, _ numbers: [Double]) {
    (self.kind, self.done, self.total, self.numbers) = (kind, done, total, numbers)
  }

  var progress: TrialProgress? {
    switch (kind, numbers.count) {
    case ("warmup", _): .warmingUp(done: done, of: total)
    case ("sampling", _): .sampling(done: done, max: total, halfWidth: numbers.first)
    case ("epoch", 2): .epoch(done, of: total, loss: numbers[0], accuracy: numbers[1])
    default: nil
    }
  }
}

extension RunFault {
  /// The process of an invocation did not say what came of it.
  static func lostInvocation(_ how: String) -> RunFault {
    RunFault(
      .lostProcess, "the process of an invocation \(how)", help: "run again; `sample: { invocations: 1 }` takes samples in one process")
  }
}
