internal import CommandTree

/// `etalon new`: a spec to start from.
let newVerb = Verb(
  Command(
    "new", "write a spec to start from",
    discussion: "The spec runs as it stands; its comments say what to change. An existing file is never overwritten.",
    group: Group.write,
    options: [
      Option(
        "template", short: "t",
        .value(
          "NAME",
          .choice([
            Choice("kernel", "compute kernels on one machine"), Choice("training", "train a model to a quality target and serve it"),
            Choice("endpoint", "questions to an OpenAI-compatible endpoint"), Choice("command", "a program of your own in a sandbox"),
          ])), default: "kernel", help: "what the spec is about")
    ],
    operands: [Operand("name", .text, help: "the evaluation's name; the file is NAME.yaml")],
    examples: [
      Example("etalon new gemm-study", "write gemm-study.yaml"),
      Example("etalon new my-model --template endpoint", "a spec that puts questions to a model"),
    ],
    exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), run: writeNewSpec)
