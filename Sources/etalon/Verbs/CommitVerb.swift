internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Spec
internal import Text

/// `etalon commit`: a plan is fixed before anything of it is run.
let commitVerb = Verb(
  Command(
    "commit", "sign a plan before it is run",
    discussion: """
      The commitment waits in OUT/.commitments/PLAN for `etalon run --commit`, which takes it along with whatever else stands there that \
      dates it: time tokens (`*.tsr`) and proofs of logs. Between the two a beacon can publish the pulse that seeds depend on.
      """,
    group: Group.run,
    options: [
      Shared.set, Shared.allow,
      Option("sign", .value("KEY", .dynamic("key")), required: true, help: "who commits: a name of `etalon key new`, or a PEM file"),
      Option("builder", .value("ID", .text), help: "who will run it, as verifiers' policies know it (default: the key's name)"),
      Option("log", .value("DIR", .directory), help: "append the commitment to this log, and keep the proof"),
      Option("log-key", .value("KEY", .dynamic("key")), help: "the log's key (default: that of --sign)"),
      Option("out", short: "o", .value("DIR", .directory), default: "results", help: "where the run will leave its bundle"),
      Option("quiet", short: "q", help: "print the path of the commitment alone"),
    ],
    operands: [Operand("spec", .file([".yaml", ".yml"]), help: "the spec")],
    examples: [
      Example("etalon commit spec.yaml --sign lab --log plans", "then `etalon run spec.yaml --sign lab --commit`"),
      Example("openssl ts -query -data $(etalon commit spec.yaml --sign lab -q) -sha256 -cert -out query", "ask for a time token over it"),
    ],
    exitCodes: ExitStatus.meanings.filter { [0, 1, 2].contains($0.code) }), run: commitPlan)

/// `etalon commit SPEC`: the commitment's file to standard output.
func commitPlan(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  guard let signer = try Signer(invocation) else {
    throw Failure(.usage, "commit", "commit needs --sign", help: "say who commits: --sign KEY")
  }
  let plan = try plannedSpec(invocation, on: terminal).planned.plan
  let digest = SHA256.digest(of: try orFail { try plan.canonicalBytes() })
  let pending = PendingCommitment(results: invocation.string("out") ?? "results", plan: digest)
  if pending.exists, !pending.isBegun {
    throw Failure(
      .usage, "commit", "the plan was committed to at \(try pending.statement().time), and has not been run",
      help: "etalon run … --commit takes that commitment; remove \(quoted(pending.folder)) to give it up")
  }
  try pending.make(signer.commitment(to: digest), invocation, on: terminal)
  if !invocation.flag("quiet") {
    let pulse = plan.seed.needsPulse ? " --pulse FILE" : ""
    terminal.talk("put time tokens over it beside it, then: etalon run … --sign KEY --commit\(pulse)")
  }
  terminal.print(pending.path)
  return .ok
}
