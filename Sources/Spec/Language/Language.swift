internal import Record

/// The table of keys: everything a spec may say, described once.
///
/// Decoder, suggestions, schema and reference page follow from it.
enum Language {
  /// The version that `etalon:` names.
  static let version = 1

  static let spec = ObjectShape(
    "a spec", "One evaluation: what is measured, on what, and what it has to show.",
    [
      KeyShape("etalon", .integer(1...Int.max), .required, "The version of the language; it fixes the meaning of everything below."),
      KeyShape("name", .name, .required, "The name of the evaluation; its bundles lie in a folder of this name."),
      KeyShape("title", .text, "What it is, in a line, for reports."),
      KeyShape("seed", .seed, .standard("0"), "The root of every stream of random numbers: an exact integer of 64 bits."),
      KeyShape(
        "extends", .object(extends),
        "A spec to inherit from; keys here win, mappings are merged, lists are replaced, a key without a value removes."),
      KeyShape(
        "parameters", .map(.scalar, keys: .names),
        "Values that other places take in as `${name}`; `--set parameters.NAME=VALUE` gives another."),
      KeyShape("targets", .map(.object(target), keys: .names), "The hardware that workloads are measured on."),
      KeyShape("datasets", .map(.object(dataset), keys: .names), "Files that workloads read, pinned by digest."),
      KeyShape("subjects", .map(.object(subject), keys: .names), "Models under evaluation that no workload here produces."),
      KeyShape("workloads", .map(.workload, keys: .names), .required, "What is executed."),
      KeyShape("claims", .list(.expression), "Statements registered before the run and judged after it."),
      KeyShape("weighting", .object(weighting), "How metrics become one score."),
      KeyShape("rules", .object(rules), "What a spec that extends this one may not change and still call its result standard."),
    ])

  static let extends = ObjectShape(
    "an `extends`", "The spec that this one inherits from.",
    [
      KeyShape("spec", .path, .required, "The file, relative to this one."),
      KeyShape("sha256", .digest, .required, "The SHA-256 of its bytes."),
    ])

  static let rules = ObjectShape(
    "`rules`", "What binds the specs that extend this one.",
    [KeyShape("locked", .list(.text), .standard("[]"), "Paths such as `workloads.gemm.with`; a change to one makes the division `custom`.")]
  )

  static let target = ObjectShape(
    "a target", "Hardware that workloads are measured on; what the host makes of it is recorded with the run.",
    [
      KeyShape("device", .word(TargetPlan.Device.allCases.map(\.rawValue)), .standard("cpu"), "The kind of device."),
      KeyShape(
        "threads", .integerOr(1...1024, word: "all"), .standard("all"),
        "How many threads compute; `all` is as many as the process has cores."),
      KeyShape("isa", .word(instructionSets), "The instruction set to use, instead of the host's widest."),
      KeyShape("require", .object(requirements), "What a host must have; one that has not refuses the target's cells."),
    ])

  static let instructionSets = ["sse2", "avx2", "avx512", "neon"]

  static let requirements = ObjectShape(
    "a requirement", "Lower bounds on a host.",
    [
      KeyShape("memory", .atLeast(.information), "Physical memory, such as `>= 4 GiB`."),
      KeyShape("cores", .integer(1...1_048_576), "Cores that the process may use."),
      KeyShape("isa", .list(.word(instructionSets)), "Instruction sets that must be present."),
    ])

  static let dataset = ObjectShape(
    "a dataset", "A file with data. Only its digest enters the plan; where it lies does not matter.",
    [
      KeyShape("file", .path, .required, "The file, relative to this spec."),
      KeyShape("sha256", .digest, .required, "The SHA-256 of its bytes."),
      KeyShape("license", .text, "Its licence, an SPDX id where there is one."),
      KeyShape("source", .text, "Where it comes from; for people, never fetched."),
      KeyShape(
        "format", .variant([Shape.Variant("csv", csv), Shape.Variant("jsonl", jsonLines), Shape.Variant("text", text)]), .required,
        "How its bytes are read."),
      KeyShape(
        "split", .map(.number(.share), keys: .names),
        "Parts with their shares, which add up to 100 %; drawn by the seed, of a text cut in this order."),
    ])

  static let csv = ObjectShape(
    "a CSV format", "RFC 4180 with a header line; every column but the label is a feature.",
    [
      KeyShape("label", .text, .required, "The column that holds the class, a number from 0."),
      KeyShape("scale", .number(.positive), "Features are multiplied by this."),
    ])

  static let jsonLines = ObjectShape(
    "a JSON Lines format", "One JSON object a line.",
    [
      KeyShape("id", .text, "The field that names an item; without it, items are numbered."),
      KeyShape("input", .text, .required, "The field that holds the question."),
      KeyShape("answer", .text, .required, "The field that holds the expected answer."),
    ])

  static let text = ObjectShape(
    "a text format", "Running text in UTF-8.",
    [
      KeyShape(
        "tokens", .word(InputPlan.Format.Text.Tokens.allCases.map(\.rawValue)), .standard("characters"),
        "What a token is: `characters`, a Unicode scalar; the vocabulary holds those of the part `train`.")
    ])

  static let subject = ObjectShape(
    "a subject", "A model under evaluation.",
    [KeyShape("endpoint", .object(endpoint), .required, "An OpenAI-compatible HTTP endpoint.")])

  static let endpoint = ObjectShape(
    "an endpoint", "An OpenAI-compatible HTTP endpoint; using it needs `--allow network=HOST`.",
    [
      KeyShape("url", .url, .required, "The base address up to and with `/v1`."),
      KeyShape("model", .text, .required, "The model's name, as the endpoint knows it."),
      KeyShape("credential", .name, "A label that your own configuration binds to a host and a secret; never the secret."),
    ])

  static let weighting = ObjectShape(
    "a weighting", "A tree of weights over metrics, each metric a ratio to a pinned reference.",
    [
      KeyShape("mean", .word(Weighting.Mean.allCases.map(\.rawValue)), .standard("geometric"), "How the ratios are combined."),
      KeyShape("reference", .object(reference), .required, "What metrics are divided by; never whoever else is listed."),
      KeyShape("score", .score, .required, "Branches, each with a `weight` and an `of` that holds branches or metrics with their weights."),
    ])

  static let reference = ObjectShape(
    "a reference", "Values in the spec, or a bundle whose values planning copies: either `values`, or `bundle` and `root`.",
    [
      KeyShape("values", .map(.scalar, keys: .anything), "A value with its unit for each metric that the score uses."),
      KeyShape("bundle", .path, "A bundle's folder, relative to this file."),
      KeyShape("root", .digest, "The bundle's root: the SHA-256 of its manifest."),
    ])
}
