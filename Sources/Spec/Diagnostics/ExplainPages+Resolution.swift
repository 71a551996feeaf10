extension ExplainPage {
  /// What can go wrong with names, files and workloads.
  static let resolution: [ExplainPage] = [
    ExplainPage(
      "source-not-found", "an inherited spec that cannot be read",
      "`extends` names a spec relative to this one; the clause after the colon says why it cannot be read."),
    ExplainPage(
      "digest-differs", "a file is not the one that is pinned",
      """
      Files are named by their digest; a file with other bytes is another file. If its change is intended, write the new digest; results made \
      with the old one are not comparable in silence.
      """),
    ExplainPage("too-many-parents", "too long a chain of inheritance", "At most 16 specs may inherit from one another."),
    ExplainPage(
      "override-path", "`--set` with a path that leads nowhere",
      """
      A path names keys of the language and names that the spec declares, with dots between them: `workloads.gemm.with.m`, `claims.0`. A key \
      that holds dots stands in double quotes. A path that nothing reads is an error, since its value would be recorded and not used. \
      At most 256 values are set.
      """),
    ExplainPage(
      "nothing-to-remove", "a key without a value, and nothing to remove",
      """
      In a spec that extends another, a key without a value (`copy:` or `copy: ~`) removes what is inherited under it: a target, a dataset, a \
      subject, a workload, a parameter, a branch of the score. Where nothing of that name is inherited, there is nothing to remove. Write `{}` \
      for an empty mapping.
      """, wrong: "workloads: { gem: ~ }", right: "workloads: { gemm: ~ }"),
    ExplainPage(
      "unknown-parameter", "a parameter that is not declared",
      "`${name}` takes in a value of `parameters`, or of an axis inside its workload; a parameter takes in no other. `$${` stands for `${`.",
      wrong: "with: { m: \"${egde}\" }", right: "with: { m: \"${edge}\" }"),
    ExplainPage("expansion-too-large", "parameters blow the spec up", "All texts that parameters are put into may have 4 MiB together."),
    ExplainPage("unknown-target", "a target that is not declared", "`target:` names an entry of `targets`."),
    ExplainPage("unknown-dataset", "a dataset that is not declared", "`dataset:` and `inputs:` name entries of `datasets`."),
    ExplainPage("unknown-subject", "a subject that is not declared", "`evaluate:` names an entry of `subjects`."),
    ExplainPage("unknown-workload", "a workload that is not declared", "Metrics and `infer:` name entries of `workloads`."),
    ExplainPage(
      "missing-target", "a workload without a target",
      "A workload is measured on a target. Its name may be left out only where exactly one target is declared.",
      wrong: "gemm: { kernel: gemm }", right: "gemm: { kernel: gemm, target: one-core }"),
    ExplainPage(
      "missing-kind", "a workload that does not say what it is",
      "One key names the kind: `kernel`, `train`, `infer`, `evaluate` or `command`.", wrong: "gemm: { with: { m: 8 } }",
      right: "gemm: { kernel: gemm, with: { m: 8 } }"),
    ExplainPage("several-kinds", "a workload of two kinds", "A workload does one thing. Make two of it."),
    ExplainPage(
      "kind-not-available", "known to the language, not yet carried out",
      "The language has a place for it, and this release does not execute it. Nothing is silently left out, so it is an error."),
    ExplainPage(
      "unknown-kernel", "an operation that is not in the catalogue",
      "`kernel:` names an operation of the kernel catalogue: docs/kernels.md lists them, docs/numerics.md defines each."),
    ExplainPage(
      "unknown-kernel-parameter", "a size that the operation does not have",
      "`with` holds the sizes of the operation, by the names of the catalogue."),
    ExplainPage("unsupported-type", "an element type that the operation does not have", "Each operation exists for some element types."),
    ExplainPage(
      "kernel-too-large", "sizes that are too much together",
      """
      Operations, bytes and memory of one repetition have to fit 63 bits, and the memory has to stay below 64 GiB, or below the `memory` that \
      the workload's `limits` allow.
      """),
    ExplainPage(
      "impossible-kernel", "sizes that no kernel can have",
      "Each size is in its range, but they do not fit one another: a window has to fit into its image, padding is less than the kernel."),
    ExplainPage(
      "no-vendor-tier", "no vendor library does this",
      """
      `numerics: vendor` is offered for the operations and element types that the host's BLAS has. The library chooses its own instructions, \
      so it cannot run on a target that forces them with `isa`.
      """),
    ExplainPage(
      "not-a-model", "a workload that produces no model",
      "`infer:` names a `train` workload of the same spec; `load:` names a `train` or `command` workload, or a subject."),
    ExplainPage(
      "load-settings", "keys of a load that do not fit one another",
      """
      A load on a subject needs a `dataset` of items; a model and a program bring their own queries. Limits on tokens need answers that come \
      piece by piece. A search for the highest rate needs limits to keep, and so many queries in a window that the share of the good ones \
      can be shown with 99 % confidence: 459 for 99 %.
      """, wrong: "scenario: highest-rate", right: "scenario: highest-rate\nobjectives: { latency: 1 s, share: 90% }"),
    ExplainPage(
      "several-cells", "more than one model to choose from",
      "A workload with a matrix trains a model in each cell. Select one, `training[batch=64]`, or give the inference the same axes."),
    ExplainPage(
      "impossible-model", "settings that no model can have",
      """
      Each setting is in its range, but they do not fit one another: heads have to divide the width, a kernel and its pooling have to fit \
      the image that is left, and the parameters have to stay below 2^30. The clause at the place says which.
      """, wrong: "with: { layers: 2, width: 64, heads: 5, context: 32 }", right: "with: { layers: 2, width: 64, heads: 4, context: 32 }"),
    ExplainPage(
      "dependency-cycle", "workloads that need one another", "The plan is a graph without circles; a model comes from a `train` workload."),
    ExplainPage(
      "matrix-axis", "an axis that cannot be one",
      """
      An axis is a key of the workload (`target`, `type`), one of its settings (`m`, `batch`), or a name used as `${axis}`. It has at least one \
      value, no value twice, and values of letters, digits, `.`, `_`, `+` and `-`, since they stand in the ids of cells. An axis takes the \
      place of a key of the same name. A matrix has at most 16 axes.
      """, wrong: "matrix: { size: [1, 2] }", right: "matrix: { m: [1, 2] }"),
    ExplainPage(
      "too-many-cells", "more cells than a plan may have",
      """
      All matrices of a spec together may make 10,000 cells, and their cells may have 1,000,000 values together, a long text counted as one \
      for each 64 bytes. Put long lists and texts into a dataset, leave out values of an axis, or split the spec.
      """),
    ExplainPage(
      "split-not-whole", "parts that do not add up", "Every row belongs to exactly one part, so shares add up to 100 %.",
      wrong: "split: { train: 80%, test: 10% }", right: "split: { train: 80%, test: 20% }"),
    ExplainPage(
      "tested-on-training-data", "a model that is tested on what it has learnt",
      "A dataset without `split` is both what the model learns from and what it is judged by, so its accuracy says little about new rows."),
    ExplainPage(
      "missing-part", "a dataset without the part that is needed",
      "A model is trained on the part `train` and judged on the part `test`. Without any `split` both are the whole."),
    ExplainPage(
      "wrong-dataset-format", "a dataset that holds something else",
      """
      A workload asks for what a dataset holds: `mlp` and `cnn` learn from rows of features with a class, `gpt` from running text, an \
      evaluation asks questions with their answers. The dataset's format decides what it holds.
      """),
    ExplainPage(
      "sampling-contradiction", "sampling keys that contradict one another",
      "`count` fixes the number of samples; `min`, `max`, `until` and `budget` let measurements decide. Where something else fixes the number, none has a meaning."
    ),
    ExplainPage(
      "error-policy", "an error policy that contradicts itself",
      """
      `errors: { treat: stop }`, the standard, lets no item without a usable answer pass, so `up-to` has nothing to bound. `wrong` counts such \
      items as wrong, `excluded` scores the others; both up to a share of the items, 2% where none is written.
      """),
    ExplainPage(
      "prompt-without-input", "a prompt that asks every item the same",
      "A place in braces stands for a field of the item: `{input}` for its question, `{choices | lettered}` for what can be chosen. A template without one says the same for every item.",
      wrong: "prompt: \"What is the capital?\"", right: "prompt: \"{input}\""),
    ExplainPage(
      "template-syntax", "a template that cannot be read",
      """
      A template is a text with places in braces: `{field}`, or `{field | filter | filter}`. A field is named by its path, such as `doc.title` or \
      `choices.0`; the filters are a fixed list, which `docs/prompts.md` describes. `{{` and `}}` stand for the braces themselves.
      """,
      wrong: "prompt: \"Answer as {\\\"answer\\\": …}: {input}\"", right: "prompt: \"Answer as {{\\\"answer\\\": …}}: {input}\""),
    ExplainPage(
      "last-turn", "a prompt that does not end with the user",
      "The subject answers what stands last, so that is the user's. What its answer is to begin with is `prefill`."),
    ExplainPage(
      "answer-in-prompt", "a prompt that tells the answer",
      "`{answer}` stands for what counts as right. It belongs to the solved examples of `shots`; in the question itself it makes every score worthless, but for a control that is meant to be right."
    ),
    ExplainPage(
      "shots-without-place", "shots that stand nowhere, or a place without shots",
      "Shots are turns before the prompt, or with `text` a text that stands where `prompt` or `system` says `{shots}`. The place and the text belong together."
    ),
    ExplainPage(
      "bad-pattern", "a pattern outside the bounded subset",
      """
      Patterns are matched in time that is linear in the reply, so that no reply can hold a run up. There are no look-arounds and no \
      back-references, and a pattern has a greatest size. docs/extraction.md has the subset in full.
      """, wrong: #"extract: { regex: { pattern: "answer (?=[A-D])" } }"#, right: #"extract: { regex: { pattern: "answer ([A-D])" } }"#),
    ExplainPage(
      "bad-device", "a name that is no device's",
      "`devices` lists paths below `/dev` without the beginning: `nvidia0`, `dri/renderD128`. Each needs `--allow device=NAME`, and a machine without it refuses the trial.",
      wrong: "devices: [/dev/nvidia0]", right: "devices: [nvidia0]"),
    ExplainPage(
      "scorer-twice", "`scorer` beside `scorers`", "`scorers` is a list in place of the one `scorer`; a workload has one of the two keys.",
      wrong: "scorer: exact-match\nscorers: [contains]", right: "scorers: [exact-match, contains]"),
    ExplainPage(
      "output-clash", "two scorers that give a result of the same name",
      """
      Each output of a scorer becomes a result and a metric of that name, so no two scorers of a workload may share one. The same replies can \
      be judged by another scorer at no cost: `etalon score BUNDLE --scorer NAME`, or a second workload.
      """),
    ExplainPage(
      "scorer-settings", "settings of a scorer that do not go together",
      """
      Each setting is of its type, but together they mean nothing: as many samples as tries (`pass-at-k` estimates without bias from more), a
      lowest grade above the highest, two schemas for one answer, a text that is no schema. `docs/scoring.md` says what the settings mean.
      """, wrong: "scorer: { pass-at-k: { samples: 4, k: 4 } }", right: "scorer: { pass-at-k: { samples: 8, k: 4 } }"),
    ExplainPage(
      "letter-as-text", "a letter compared with the text of a choice",
      """
      With `choices` in the format of the dataset the right answers are the texts of choices, and `extract: letter` finds `B`: compared as texts
      the two are never alike, so every item would be wrong without a word. `multiple-choice` knows which letter stands for which choice; a scorer
      of texts needs replies that say the text, found by `whole`, `last-line` or another rule.
      """, wrong: "extract: letter\nscorer: exact-match", right: "extract: letter\nscorer: multiple-choice"),
    ExplainPage(
      "reading-place", "a reading without one place",
      "A reading stands behind the text that a line begins with (`after`), at a path of JSON (`json`), in a column of a table (`column`) or where a pattern matches (`pattern`): one of them."
    ),
    ExplainPage(
      "unknown-output", "a reading of an output that is not declared",
      "`from` names `stdout`, `stderr` or an output of the same workload, so that what was read is kept and can be read again."),
    ExplainPage(
      "locked-value-changed", "a change that leaves the standard division",
      "The parent lists this path in `rules.locked`. The spec runs all the same; its results say `division: custom` and list the change."),
    ExplainPage(
      "internal-fault", "a fault of etalon itself",
      """
      Something went missing on the way from the spec to its plan, and nothing says why. No spec can be blamed for it, and no plan comes of it. \
      Please report it together with the spec; another way to write the part at the place may help until it is mended.
      """),
    ExplainPage("unused-target", "a target that nothing uses", "It has no effect, and is left out of the plan."),
    ExplainPage("unused-dataset", "a dataset that nothing uses", "It has no effect, and is left out of the plan."),
    ExplainPage("unused-subject", "a subject that nothing uses", "It has no effect, and is left out of the plan."),
    ExplainPage(
      "unused-parameter", "a parameter that nothing takes in", "It has no effect; perhaps `${name}` is missing where it was meant to go."),
  ]

  /// What can be wrong with an expression or a score.
  static let expressions: [ExplainPage] = [
    ExplainPage(
      "expression-syntax", "an expression that cannot be read",
      """
      Expressions have numbers with units, texts in quotes, metrics (`gemm[type=f32].throughput`), `+ - * /`, `< <= > >= == !=`, `and`, `or`, \
      `not`, `if … then … else …`, and the functions min, max, abs, round, floor, ceil and length.
      """, wrong: "claims: [\"gemm.time = 5 ms\"]", right: "claims: [\"gemm.time == 5 ms\"]"),
    ExplainPage(
      "minus-needs-spaces", "a minus without spaces", "Names may contain `-`, so only spaces tell a minus from a part of a name.",
      wrong: "a.time -b.time < 1 s", right: "a.time - b.time < 1 s"),
    ExplainPage(
      "expression-too-complex", "an expression that is too long or too deep",
      """
      An expression may have 4096 bytes and 20 levels: split it into several claims. All claims and the score together may name 1,000,000 \
      cells: select some with `[axis=value]`.
      """),
    ExplainPage(
      "unknown-function", "a function that the language does not have", "The functions are min, max, abs, round, floor, ceil and length."),
    ExplainPage(
      "unknown-variable", "a name that means nothing here",
      "A metric is written `workload.metric`. A `stop` rule sees `accuracy`, `epoch` and `loss`.", wrong: "stop: { when: acuracy > 0.9 }",
      right: "stop: { when: accuracy > 0.9 }"),
    ExplainPage(
      "unknown-axis", "a selection by an axis that the workload does not have",
      "`workload[axis=value]` selects cells of the workload's matrix."),
    ExplainPage("unknown-axis-value", "a value that is not on the axis", "`workload[axis=value]` selects cells of the workload's matrix."),
    ExplainPage(
      "unknown-metric", "a metric that the workload does not have",
      "Each kind of workload has its metrics; a command has `time` and its readings. docs/language.md lists them."),
    ExplainPage(
      "wrong-operand", "an operator or function on the wrong kind of value",
      "Arithmetic takes amounts, `and`, `or` and `not` take conditions, `length` takes a text."),
    ExplainPage(
      "not-a-condition", "an amount where a condition is needed",
      "A claim or a `stop` rule is true or false: compare the amount with something.", wrong: "claims: [gemm.time]",
      right: "claims: [gemm.time < 5 ms]"),
    ExplainPage(
      "metric-in-stop", "a metric in a `stop` rule",
      "A rule that looked at times would stop elsewhere on each machine. It sees results of the epoch only; a bound on time is `limits: { time: … }`."
    ),
    ExplainPage("empty-score", "a score of nothing", "A branch of the score holds branches or metrics with their weights."),
    ExplainPage(
      "weights-not-whole", "percentages that do not add up to 100 %",
      "Weights are divided by their sum, so the result is sound; but the numbers do not say what they seem to."),
    ExplainPage(
      "missing-reference", "a metric with nothing to divide by",
      "Every metric of the score becomes a ratio to a pinned value, given in `values` or copied from a bundle."),
    ExplainPage("unused-reference", "a reference value that the score does not use", "It has no effect."),
    ExplainPage(
      "reference-not-found", "a reference bundle that cannot be read",
      "The clause after the colon says why. Planning copies its values, so it is needed once, at planning."),
  ]
}
