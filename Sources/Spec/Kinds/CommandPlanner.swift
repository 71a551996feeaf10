internal import Record
internal import Text

/// A program, pinned by digest, run in a sandbox.
struct CommandPlanner: KindPlanner {
  let kind = WorkKind.command
  let table = Table(CommandKeys.self)

  let metrics: [MetricRule<CommandWork>] = [.time("time", of: "time", .median, "median time of a run")]

  func plan(_ fields: Fields<CommandKeys>, of cell: CellSite, in scope: PlanScope) throws(Reported) -> NodeParts {
    let sampling = Outcome(try fields.common.sample.rule(standard: .once))
    let inputs = Outcome(try inputs(fields, scope))
    let program = Outcome(try program(try fields.command, of: cell.workload, scope))
    let outputs = Outcome(
      try fields.outputs.mapAll { named throws(Reported) in try CommandWork.Output(named.key.text, try named.outcome.get()) })
    let readings = Outcome(
      try fields.readings.mapAll { named throws(Reported) in
        try named.outcome.get().reading(named.key.text, of: try outputs.get(), scope.catalogue)
      })
    let work = CommandWork(
      program: try program.get(), arguments: try fields.arguments, environment: try environment(fields), outputs: try outputs.get(),
      readings: try readings.get(), isolation: try fields.isolation.map { layers in IsolationLayer.allCases.filter(layers.contains) },
      devices: try devices(fields), setup: try step(fields.setup), teardown: try step(fields.teardown))
    return NodeParts(
      work: .command(work), numerics: .program, inputs: [work.program] + (try inputs.get()), sampling: try sampling.get(),
      metrics: metrics(work, scope.catalogue) + work.readings.map(\.metric))
  }

  private func program(_ fields: Fields<ProgramKeys>, of workload: Key, _ scope: PlanScope) throws(Reported) -> String {
    let (path, digest, license) = (try fields.file, try fields.sha256, try fields.license)
    let place = fields.place(of: \.file)
    let base = scope.planning.file(of: place)
    scope.planning.checkDigest(digest, at: fields.place(of: \.sha256), path: path, base)
    return scope.program(path, digest, license: license, from: base, at: place, of: workload)
  }

  private func inputs(_ fields: Fields<CommandKeys>, _ scope: PlanScope) throws(Reported) -> [String] {
    let names = try fields.inputs.mapAll { name throws(Reported) in try scope.dataset(name.value, at: name.span).plan.id }
    return names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func step(_ words: [String]) throws(Reported) -> [String]? { words.isEmpty ? nil : words }

  private func devices(_ fields: Fields<CommandKeys>) throws(Reported) -> [String]? {
    let devices = try fields.devices.mapAll { name throws(Reported) in
      let parts = name.value.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      let isPlain = parts.allSatisfy { part in
        !part.isEmpty && part.first != UInt8(ascii: ".") && part.allSatisfy { $0.isNameByte }
      }
      guard isPlain else {
        throw fields.problems.error(
          .badDevice, "\(quoted(name.value)) names no device", at: name.span, "not a path below `/dev`",
          help: "write it without `/dev/`, such as `nvidia0` or `dri/renderD128`")
      }
      return name.value
    }
    return devices.isEmpty ? nil : Set(devices).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private func environment(_ fields: Fields<CommandKeys>) throws(Reported) -> [String: String] {
    var variables: [String: String] = [:]
    for named in try fields.environment { variables[named.key.text] = try named.outcome.get() }
    return variables
  }
}

extension CommandWork.Reading {
  fileprivate var metric: Metric {
    Metric(
      name: name, dimension: dimension, direction: direction, origin: origin, derivation: .value(name),
      selection: origin == .result ? .all : .median)
  }
}

/// The keys of a command workload.
struct CommandKeys: WorkloadKeys {
  static let noun = "a command workload"
  static let summary =
    "A program, pinned by digest, run in a sandbox; needs `--allow command`. Where `sample` says nothing: one sample."

  let command: TypedKey<Fields<ProgramKeys>>
  let arguments: TypedKey<[String]>
  let environment: TypedKey<[Named<String>]>
  let inputs: TypedKey<[Located<String>]>
  let outputs: TypedKey<[Named<Fields<OutputKeys>>]>
  let readings: TypedKey<[Named<Fields<ReadingKeys>>]>
  let isolation: TypedKey<[IsolationLayer]?>
  let devices: TypedKey<[Located<String>]>
  let setup: TypedKey<[String]>
  let teardown: TypedKey<[String]>
  let common: CommonKeys

  init(_ keys: inout TableBuilder) {
    command = keys.required("command", .object(ProgramKeys.self), "The program.")
    arguments = keys.standard(
      "arguments", .list(.scalar), "[]", "Its arguments; an axis of the matrix stands in them as `${axis}`.")
    environment = keys.standard(
      "environment", .map(.scalar, keys: .anything), "{}", "Variables that are set; nothing else is inherited.")
    inputs = keys.standard("inputs", .list(Shape.name.located), "[]", "Datasets that it may read.")
    outputs = keys.standard(
      "outputs", .map(.object(OutputKeys.self), each: "output"), "{}", "Files that it leaves; each is a digest in the results.")
    readings = keys.standard(
      "readings", .map(.object(ReadingKeys.self), each: "reading"), "{}", "Numbers that stand in what it wrote; each is a metric.")
    isolation = keys.optional(
      "isolation", .list(.word(IsolationLayer.allCases)), "Layers of the sandbox without which the program is not run.")
    devices = keys.standard(
      "devices", .list(Shape.text.located), "[]", "Devices that it is given, by their paths below `/dev`; each needs `--allow device=NAME`."
    )
    setup = keys.standard(
      "setup", .list(.scalar), "[]",
      "A command that is run once before the first run, untimed, in the same sandbox; what it leaves in `/work` is `/setup` of the others.")
    teardown = keys.standard(
      "teardown", .list(.scalar), "[]",
      "A command that is run once after the last run, untimed, also after a failure or an interruption.")
    common = CommonKeys(&keys)
  }
}

extension UInt8 {
  /// Whether it may stand in the name of a device.
  fileprivate var isNameByte: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"): true
    default: false
    }
  }
}

struct ProgramKeys: KeyTable {
  static let noun = "a program"
  static let summary = "A file that is run as it is."

  let file: TypedKey<String>
  let sha256: TypedKey<Digest>
  let license: TypedKey<String?>

  init(_ keys: inout TableBuilder) {
    file = keys.required("file", .path, "The program file, relative to this spec.")
    sha256 = keys.required("sha256", .digest, "The SHA-256 of its bytes.")
    license = keys.optional("license", .text, "Its licence, an SPDX id where there is one.")
  }
}

struct OutputKeys: KeyTable {
  static let noun = "an output"
  static let summary = "A file that a program leaves."

  let file: TypedKey<String>
  let result: TypedKey<Bool>

  init(_ keys: inout TableBuilder) {
    file = keys.standard("file", .text, "stdout", "`stdout`, or a file name in the working directory.")
    result = keys.standard("result", .boolean, "true", "Whether a re-execution must give the same bytes.")
  }
}

extension CommandWork.Output {
  fileprivate init(_ name: String, _ fields: Fields<OutputKeys>) throws(Reported) {
    self.init(name: name, file: try fields.file, isResult: try fields.result)
  }
}
