internal import Record

/// A whole spec.
struct SpecKeys: KeyTable {
  static let noun = "a spec"
  static let summary = "One evaluation: what is measured, on what, and what it has to show."

  let etalon: TypedKey<Int>
  let name: TypedKey<String>
  let title: TypedKey<String?>
  let seed: TypedKey<UInt64>
  let beacon: TypedKey<String?>
  let extends: TypedKey<Fields<ExtendsKeys>?>
  let parameters: TypedKey<[Named<String>]?>
  let targets: TypedKey<[Named<Fields<TargetKeys>>]?>
  let datasets: TypedKey<[Named<Fields<DatasetKeys>>]?>
  let subjects: TypedKey<[Named<Chosen<SubjectEntry>>]?>
  let workloads: TypedKey<[Named<YAMLValue>]>
  let claims: TypedKey<[WrittenText]?>
  let weighting: TypedKey<Fields<WeightingKeys>?>
  let rules: TypedKey<Fields<RuleKeys>?>

  init(_ keys: inout TableBuilder) {
    etalon = keys.required(
      "etalon", .integer(1...Int.max), "The version of the language; it fixes the meaning of everything below.")
    name = keys.required("name", .name, "The name of the evaluation; its bundles lie in a folder of this name.")
    title = keys.optional("title", .text, "What it is, in a line, for reports.")
    seed = keys.standard("seed", .seed, "0", "The root of every stream of random numbers: an exact integer of 64 bits.")
    beacon = keys.optional(
      "beacon", .words(["nist"]),
      "The public beacon that streams depend on too, so that nobody can try the plan before the run: the pulse is given with `--pulse`.")
    extends = keys.optional(
      "extends", .object(ExtendsKeys.self),
      "A spec to inherit from; keys here win, mappings are merged, lists are replaced, a key without a value removes.")
    parameters = keys.optional(
      "parameters", .map(.scalar, each: "parameter"),
      "Values that other places take in as `${name}`; `--set parameters.NAME=VALUE` gives another.")
    targets = keys.optional(
      "targets", .map(.object(TargetKeys.self), each: "target"), "The hardware that workloads are measured on.")
    datasets = keys.optional(
      "datasets", .map(.object(DatasetKeys.self), each: "dataset"), "Files that workloads read, pinned by digest.")
    subjects = keys.optional(
      "subjects", .map(.choice(of: \.subjects), each: "subject"), "Models under evaluation that no workload here produces.")
    workloads = keys.required("workloads", .map(.workload, each: "workload"), "What is executed.")
    claims = keys.optional("claims", .list(.expression), "Statements registered before the run and judged after it.")
    weighting = keys.optional("weighting", .object(WeightingKeys.self), "How metrics become one score.")
    rules = keys.optional(
      "rules", .object(RuleKeys.self), "What a spec that extends this one may not change and still call its result standard.")
  }
}

/// The spec that another one inherits from.
struct ExtendsKeys: KeyTable {
  static let noun = "an `extends`"
  static let summary = "The spec that this one inherits from."

  let spec: TypedKey<String>
  let sha256: TypedKey<Digest>

  init(_ keys: inout TableBuilder) {
    spec = keys.required("spec", .path, "The file, relative to this one.")
    sha256 = keys.required("sha256", .digest, "The SHA-256 of its bytes.")
  }
}

/// What binds the specs that extend another.
struct RuleKeys: KeyTable {
  static let noun = "`rules`"
  static let summary = "What binds the specs that extend this one."

  let locked: TypedKey<[String]>

  init(_ keys: inout TableBuilder) {
    locked = keys.standard(
      "locked", .list(.text), "[]", "Paths such as `workloads.gemm.with`; a change to one makes the division `custom`.")
  }
}
