internal import Record

extension Language {
  /// The kinds of workload by the key that names them.
  static let workloads: [(kind: String, shape: ObjectShape)] = [
    ("kernel", kernel), ("train", train), ("infer", infer), ("evaluate", evaluate), ("command", command),
  ]

  /// Kinds that the language knows and this version does not carry out.
  static let comingKinds = ["collective": "collective workloads over several nodes"]

  static func workload(_ kind: String) -> ObjectShape? { workloads.first { $0.kind == kind }?.shape }

  // MARK: - What every kind has

  private static func common(sample standard: String) -> [KeyShape] {
    [
      KeyShape("target", .name, "Where it runs; may be left out where exactly one target is declared."),
      KeyShape("matrix", .map(.list(.scalar), keys: .names), "Axes with their values: one cell for each combination."),
      KeyShape("trials", .integer(1...10_000), .standard("1"), "Planned executions, each with streams of its own."),
      KeyShape("sample", .object(sample(standard)), .standard("{}"), "How many timed repetitions a trial takes."),
      KeyShape("limits", .object(limits), .standard("{}"), "Bounds that cut a trial short; hitting one gives it the status `cut`."),
    ]
  }

  private static func sample(_ standard: String) -> ObjectShape {
    ObjectShape(
      "a sampling rule", "When to stop repeating: after `count`, or by the interval, the budget and the bounds. \(standard)",
      [
        KeyShape("warmup", .integer(0...100_000), "Untimed repetitions before the first sample."),
        KeyShape("count", .integer(1...1_000_000), "Exactly so many samples; excludes the keys below."),
        KeyShape("min", .integer(10...1_000_000), "The fewest samples."),
        KeyShape("max", .integer(10...1_000_000), "The most samples."),
        KeyShape(
          "until",
          .object(
            ObjectShape(
              "a stopping rule", "When a trial has samples enough.",
              [KeyShape("ci95", .number(.share), .required, "The 95 % interval of the median lies within this share of it.")])),
          "Stop once the interval is narrow enough."),
        KeyShape("budget", .quantity(.time), "Stop once so much time went into samples."),
      ])
  }

  private static let limits = ObjectShape(
    "limits", "Bounds on one trial.",
    [
      KeyShape("time", .quantity(.time), "Wall time."),
      KeyShape(
        "memory", .quantity(.information), "Memory that a command may take, and that a kernel or training may be estimated to need."),
      KeyShape("output", .quantity(.information), "Output of a command."),
    ])

  private static let numerics = KeyShape(
    "numerics", .word(KernelWork.Tier.allCases.map(\.rawValue)), .standard("portable"),
    "`portable` gives the same bits everywhere; `vendor` uses the host's BLAS and checks by an error bound.")

  // MARK: - The kinds

  static let kernel = ObjectShape(
    "a kernel workload", "One operation of the kernel catalogue at one size.",
    [
      KeyShape("kernel", .name, .required, "The operation; `etalon explain unknown-kernel` says where they are listed."),
      KeyShape("type", .name, "The element type, such as `f32`; without it the operation's first."),
      KeyShape("with", .map(.integer(Int.min...Int.max), keys: .names), .standard("{}"), "The operation's sizes."),
      numerics,
    ] + common(sample: "Without any: warm-up 2, 10 to 50 samples, 2 % interval, 10 s."))

  static let train = ObjectShape(
    "a train workload", "Training of a model to a quality target.",
    [
      KeyShape(
        "train", .word(["mlp", "cnn", "gpt"]), .required,
        "The model: `mlp`, dense layers with ReLU between them; `cnn`, convolutions before them; `gpt`, a transformer over characters."),
      KeyShape(
        "dataset", .name, .required,
        "What it learns from: a CSV dataset, for `gpt` a text; in parts `train` and `test`, else it is tested on what it has learnt."
      ),
      KeyShape(
        "with",
        .settings(of: "train", [Shape.Variant("mlp", perceptron), Shape.Variant("cnn", convolutional), Shape.Variant("gpt", transformer)]),
        .required, "The model's and the optimiser's settings."),
      KeyShape("stop", .object(stop), .required, "When training ends."),
      KeyShape("checkpoints", .integer(1...100_000), "Weights are kept after every so many epochs, not only the last ones."),
      KeyShape("numerics", .word(["portable"]), .standard("portable"), "Training has the portable tier alone."),
    ] + common(sample: "Without any: one sample, since a sample is a whole training."))

  private static let optimization = [
    KeyShape("batch", .integer(1...65_536), .standard("64"), "Rows of a step; of a text, windows."),
    KeyShape(
      "micro-batch", .integer(1...65_536),
      "Rows whose gradients are computed together; their sums are added in order. Part of the definition, so it changes bits."),
    KeyShape(
      "optimizer", .variant([Shape.Variant("sgd", sgd), Shape.Variant("adamw", adamw)]), .standard("adamw"), "How weights are updated."),
    KeyShape(
      "schedule", .variant([Shape.Variant("constant", constant), Shape.Variant("step", steps), Shape.Variant("cosine", cosine)]),
      "How the learning rate changes; without it, not at all."),
    KeyShape(
      "dropout", .number(belowOne(nines: 6)), "The share of activations that a step leaves out."),
  ]

  private static let perceptron = ObjectShape(
    "settings of an `mlp`", "A perceptron: dense layers with ReLU between them, softmax cross-entropy.",
    [KeyShape("layers", .list(.integer(1...65_536)), .required, "Widths from the number of features to the number of classes.")]
      + optimization)

  private static let convolutional = ObjectShape(
    "settings of a `cnn`", "Convolutions with ReLU and pooling, then dense layers with ReLU between them, softmax cross-entropy.",
    [
      KeyShape(
        "image", .list(.integer(1...4096)), .required,
        "Height, width and channels; the features of a row are its pixels, row by row, the channels of a pixel together."),
      KeyShape("convolutions", .list(.object(convolution)), .required, "From the image on."),
      KeyShape("dense", .list(.integer(1...65_536)), .required, "Widths of the dense layers, the last the number of classes."),
    ] + optimization)

  private static let convolution = ObjectShape(
    "a convolution", "A convolution with bias, ReLU, and max pooling.",
    [
      KeyShape("channels", .integer(1...4096), .required, "Its output channels."),
      KeyShape("kernel", .integer(1...64), .standard("3"), "The edge of its square kernel."),
      KeyShape("stride", .integer(1...64), .standard("1"), "The step between the places of its kernel."),
      KeyShape("padding", .integer(0...63), .standard("0"), "Zeros on each side of the image, fewer than the kernel's edge."),
      KeyShape("pool", .integer(1...16), .standard("1"), "The largest of each square of this edge is kept; 1 keeps all."),
    ])

  private static let transformer = ObjectShape(
    "settings of a `gpt`", "A decoder-only transformer that learns which character follows.",
    [
      KeyShape("layers", .integer(1...64), .required, "Blocks of attention and a perceptron."),
      KeyShape("width", .integer(1...65_536), .required, "Numbers that stand for a character."),
      KeyShape("heads", .integer(1...1024), .required, "Heads of the attention; they divide the width."),
      KeyShape("context", .integer(1...65_536), .required, "Characters that it sees."),
    ] + optimization)

  private static let constant = ObjectShape("a constant schedule", "The learning rate stays as it is.", [])

  private static let steps = ObjectShape(
    "a step schedule", "The learning rate falls by a factor after every so many steps.",
    [
      KeyShape("every", .integer(1...1_000_000_000), .required, "After how many steps."),
      KeyShape("factor", .number(.share), .standard("0.1"), "What it is multiplied by."),
    ])

  private static let cosine = ObjectShape(
    "a cosine schedule", "The learning rate rises in a line, then falls along half a cosine.",
    [
      KeyShape("steps", .integer(1...1_000_000_000), .required, "The step at which it has fallen; from there on it stays."),
      KeyShape("warmup", .integer(0...1_000_000_000), .standard("0"), "Steps of the rise."),
      KeyShape(
        "final", .number(NumberBounds(from: Rational(0), to: Rational(1))), .standard("0"), "The share of the learning rate that is left."),
    ])

  private static let rate = NumberBounds(above: Rational(0), to: Rational(1_000_000))

  /// From 0 to the largest number below 1 with so many decimal places.
  private static func belowOne(nines: Int) -> NumberBounds {
    let scale = (0..<nines).reduce(1) { scale, _ in scale * 10 }
    return NumberBounds(from: Rational(0), to: Rational(Int128(scale - 1), over: Int128(scale)))
  }

  private static let sgd = ObjectShape(
    "an SGD optimiser", "Stochastic gradient descent with momentum.",
    [
      KeyShape("lr", .number(rate), .standard("0.01"), "The learning rate."),
      KeyShape("momentum", .number(NumberBounds(from: Rational(0), below: Rational(1))), .standard("0"), "The momentum."),
    ])

  private static let adamw = ObjectShape(
    "an AdamW optimiser", "Adam with decoupled weight decay (arXiv:1711.05101).",
    [
      KeyShape("lr", .number(rate), .standard("0.001"), "The learning rate."),
      KeyShape("beta1", .number(belowOne(nines: 6)), .standard("0.9"), "Decay of the first moment."),
      KeyShape("beta2", .number(belowOne(nines: 7)), .standard("0.999"), "Decay of the second moment."),
      KeyShape("epsilon", .number(.share), .standard("0.00000001"), "Added to the root of the second moment."),
      KeyShape("weight-decay", .number(NumberBounds(from: Rational(0), to: Rational(1_000_000))), .standard("0.01"), "The weight decay."),
    ])

  private static let stop = ObjectShape(
    "a stop rule", "When training ends.",
    [
      KeyShape(
        "when", .expression, "A condition over `accuracy` (test part), `loss` (mean of the epoch) and `epoch`, looked at after each epoch."),
      KeyShape("epochs", .integer(1...100_000), "The most epochs; this, `steps`, or both."),
      KeyShape("steps", .integer(1...100_000_000), "The most steps, each a batch."),
    ])

  static let infer = ObjectShape(
    "an infer workload", "Inference with the model that another workload trained, over the test part of its data.",
    [
      KeyShape("infer", .text, .required, "The training workload; one cell of it as `name[axis=value]`."),
      KeyShape(
        "scenario",
        .variant([
          Shape.Variant("single-stream", singleStream), Shape.Variant("offline", offline),
          Shape.Variant(
            "server", ObjectShape("a server scenario", "Queries that arrive at random.", []), unavailable: "the `server` scenario"),
          Shape.Variant(
            "multi-stream", ObjectShape("a multi-stream scenario", "Several queries at once.", []),
            unavailable: "the `multi-stream` scenario"),
        ]), .standard("single-stream"), "How queries arrive, as MLPerf LoadGen defines it."),
      KeyShape("numerics", .word(["portable"]), .standard("portable"), "Inference has the portable tier alone."),
    ]
      + common(
        sample: "Single-stream takes as many samples as it has queries. Offline without any: warm-up 2, 10 to 50, 2 % interval, 10 s."))

  private static let singleStream = ObjectShape(
    "a single-stream scenario", "Queries of one row, one after another.",
    [KeyShape("queries", .integer(1...1_000_000), .standard("1024"), "How many queries.")])

  private static let offline = ObjectShape(
    "an offline scenario", "All rows at once.",
    [
      KeyShape("queries", .integer(1...1_000_000), .standard("8192"), "Rows that a sample answers."),
      KeyShape("batch", .integer(1...65_536), .standard("64"), "Rows that are computed together."),
    ])

  static let evaluate = ObjectShape(
    "an evaluate workload", "Questions put to a subject, its answers scored; every answer is kept as a transcript.",
    [
      KeyShape("evaluate", .name, .required, "The subject."),
      KeyShape("dataset", .name, .required, "The questions: a JSON Lines dataset."),
      KeyShape("prompt", .text, .standard("{input}"), "The user message; `{input}` stands for the question."),
      KeyShape("system", .text, "The system message."),
      KeyShape("scorer", .variant([Shape.Variant("exact-match", exactMatch)]), .standard("exact-match"), "How answers are judged."),
      KeyShape("generation", .object(generation), .standard("{}"), "What is asked of the endpoint."),
      KeyShape("items", .integer(1...10_000_000), "Only the first so many items; the run is then marked partial."),
      KeyShape("concurrency", .integer(1...1024), .standard("1"), "Requests under way at once."),
    ] + common(sample: "Each item is asked once, so there is nothing to set."))

  private static let exactMatch = ObjectShape(
    "an exact match", "The answer equals the expected one.",
    [KeyShape("normalize", .boolean, .standard("true"), "Compare after trimming white space and folding case.")])

  private static let generation = ObjectShape(
    "generation settings", "What is asked of the endpoint.",
    [
      KeyShape("max-tokens", .integer(1...1_000_000), .standard("64"), "The longest answer."),
      KeyShape("temperature", .number(NumberBounds(from: Rational(0), to: Rational(2))), .standard("0"), "The temperature."),
    ])

  static let command = ObjectShape(
    "a command workload", "A program, pinned by digest, run in a sandbox; needs `--allow command`.",
    [
      KeyShape("command", .object(program), .required, "The program."),
      KeyShape("arguments", .list(.scalar), .standard("[]"), "Its arguments; an axis of the matrix stands in them as `${axis}`."),
      KeyShape("environment", .map(.scalar, keys: .anything), .standard("{}"), "Variables that are set; nothing else is inherited."),
      KeyShape("inputs", .list(.name), .standard("[]"), "Datasets that it may read."),
      KeyShape("outputs", .map(.object(output), keys: .names), .standard("{}"), "Files that it leaves; each is a digest in the results."),
      KeyShape(
        "readings", .map(.object(reading), keys: .names), .standard("{}"), "Numbers that stand in its standard output; each is a metric."),
    ] + common(sample: "Without any: one sample."))

  private static let program = ObjectShape(
    "a program", "A file that is run as it is.",
    [
      KeyShape("file", .path, .required, "The program file, relative to this spec."),
      KeyShape("sha256", .digest, .required, "The SHA-256 of its bytes."),
      KeyShape("license", .text, "Its licence, an SPDX id where there is one."),
    ])

  private static let output = ObjectShape(
    "an output", "A file that a program leaves.",
    [
      KeyShape("file", .text, .standard("stdout"), "`stdout`, or a file name in the working directory."),
      KeyShape("result", .boolean, .standard("true"), "Whether a re-execution must give the same bytes."),
    ])

  private static let reading = ObjectShape(
    "a reading", "A number that stands in a line of standard output.",
    [
      KeyShape("after", .text, .required, "The text that the line begins with; the number follows it."),
      KeyShape(
        "dimension", .word(Dimension.allCases.map(\.rawValue)), .standard("number"), "What it measures; the number is in the base unit."),
      KeyShape("direction", .word(["higher", "lower"]), .required, "Which is better."),
      KeyShape(
        "origin", .word(["result", "measurement"]), .required, "Whether a re-execution must give it again (`result`) or may differ."),
    ])
}
