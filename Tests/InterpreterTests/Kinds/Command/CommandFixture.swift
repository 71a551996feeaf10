import Record

@testable import Interpreter

/// A command cell around a shell script.
struct CommandFixture {
  var script: String
  var arguments: [String] = []
  var environment: [String: String] = [:]
  var outputs: [CommandWork.Output] = []
  var readings: [CommandWork.Reading] = []
  var limits = Limits(time: 5_000_000_000)
  var data = "some data\n"
  var isAllowed = true
  /// What the script is where it is none.
  var program: [UInt8]?
  var ceiling = CommandCeiling.standard
  var samples = 3
  var isolation: [IsolationLayer]?
  var devices: [String]?
  var allowedDevices: [String] = []
  var isCancelled: () -> Bool = { false }
  var setup: [String]?
  var teardown: [String]?

  func context() -> TrialContext {
    let work = CommandWork(
      program: "tool", arguments: arguments, environment: environment, outputs: outputs, readings: readings, isolation: isolation,
      devices: devices, setup: setup, teardown: teardown)
    let node = Node(
      id: "job", workload: "job", coordinates: [], target: "host", numerics: .program, needs: [], inputs: ["tool", "table"], trials: 1,
      work: .command(work), sampling: Sampling(warmup: samples == 1 ? 0 : 1, min: samples, max: samples), limits: limits, metrics: [])
    let base = EvaluationFixture(url: "http://localhost/").context()
    let files = ["tool": program ?? Array(script.utf8), "table": Array(data.utf8)]
    return TrialContext(
      plan: base.plan, node: node, index: 0, host: HostResolution(threads: 1, isa: "any"),
      permissions: Permissions(commands: isAllowed, devices: allowedDevices, ceiling: ceiling),
      purpose: .run, streamKey: base.streamKey, input: { id throws(RunFault) in files[id] ?? [] },
      artifact: base.artifact, answers: base.answers, progress: base.progress,
      isCancelled: isCancelled)
  }

  func execute(_ bench: Bench = .system) throws(RunFault) -> TrialOutcome {
    let context = context()
    return try context.node.work.executor.execute(context, bench)
  }

  /// What the script prints.
  func said() throws -> String {
    let outcome = try execute()
    guard outcome.status == .ok else { throw RunFault(.commandFailed, outcome.reason ?? "") }
    return String(decoding: outcome.artifacts.first { $0.name == "stdout" }?.bytes ?? [], as: UTF8.self)
  }

  static func reading(_ name: String, after: String, _ origin: MetricOrigin) -> CommandWork.Reading {
    CommandWork.Reading(name: name, place: .line(.init(after: after)), dimension: .number, direction: .higher, origin: origin)
  }
}
