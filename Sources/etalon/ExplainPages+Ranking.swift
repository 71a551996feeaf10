internal import Ranking
internal import Spec

/// What ranking, grading and scales can say.
let rankingPages: [ExplainPage] =
  RankingFault.Code.allCases.map { ExplainPage($0.rawValue, $0.page.title, $0.page.prose) }
  + ScaleProof.Code.allCases.map { ExplainPage($0.rawValue, $0.page.title, $0.page.prose) }
  + [
    ExplainPage(
      "scale-invalid", "the file of a scale cannot be read as one",
      "A scale is a YAML file with the keys of docs/ranking.md. What is wrong stands above this message, with its place."),
    ExplainPage(
      "scale-signature", "the signature beside a scale is not one of it",
      "NAME.dsse.json stands beside NAME.yaml, and it is over another scale, is broken, was made after the scale had expired, or your policy "
        + "refuses who made it. Whoever changed a band after the author had signed cannot have signed it. `etalon scale sign` makes a new one."
    ),
    ExplainPage(
      "profile-invalid", "the file of a profile cannot be read as one",
      "A profile is a YAML file with the keys of docs/ranking.md, such as specs/profiles/small-office.yaml. What is wrong stands above."),
    ExplainPage(
      "facts-invalid", "the file of facts cannot be read as one",
      "A file of facts has `facts: 1` and `systems`, as in specs/profiles/offers.yaml. What is wrong stands above, with its place."),
    ExplainPage(
      "rank-bad-gate", "a gate that cannot be read, or whose metric no run has",
      "A gate is a metric, `drops` or `rises`, and a share: `throughput drops 3 %`, `digits-single-stream.p99 rises 5 %`. A metric's name alone "
        + "looks at every cell that has it."),
  ]

extension RankingFault.Code {
  fileprivate var page: (title: String, prose: String) {
    switch self {
    case .missing:
      (
        "a system lacks a metric that the formula needs",
        "A score needs every term of its formula: a missing one is neither left out nor counted as 0. Run the workload that gives the metric, or "
          + "take a scale without it."
      )
    case .negative:
      ("a metric is negative", "A score is a mean of ratios, and a ratio of a negative number says nothing. Choose another metric.")
    case .zero:
      (
        "a metric of which lower is better is 0",
        "Its ratio to the reference has no bound, so no score follows. The measurement is too coarse for it."
      )
    case .beyond:
      (
        "a metric is more than 10^9 times off its reference",
        "Such a ratio is a mistake of a unit far more often than a result. Look at the reference of the scale and at the metric."
      )
    case .unit:
      ("a metric is of another unit or direction than the formula says", "The formula was written for another metric of that name.")
    case .reference:
      ("a reference is not above 0", "Every metric is divided by its reference, which has to be above 0.")
    case .weights:
      (
        "weights from which no score follows",
        "Weights are from 0 on and add up to more than 0; a profile may name only branches of its formula, and its ranges and orders must leave "
          + "some weights."
      )
    case .fine:
      (
        "weights that are too fine",
        "Scores are compared exactly, which takes whole powers: the weights need a common denominator of at most 20,000. Write them with fewer digits."
      )
    case .formula:
      (
        "nothing says how metrics become a score",
        "The plans have no weighting, or not the same one. `--scale FILE` names a file that says it, here for one metric:\n\n"
          + "    scale: 1\n    name: speed\n    title: Speed\n    edition: \"1\"\n    scope: server\n    expires: \"2030-12-31\"\n"
          + "    classes: { A: 2, B: 1, C: 0 }\n    reference: B\n    indicators:\n"
          + "      gemm: { weight: 1, metric: gemm.throughput, better: higher, reference: 1 Gflop/s }\n\n"
          + "`etalon scale check FILE` proves that it grades as a scale should. specs/scales of the sources has more."
      )
    case .work:
      (
        "systems that did other work",
        "Their plans differ in a key that decides what the metrics mean: a size, a dataset, a prompt, a seed. `etalon diff A B` says which. Each "
          + "keeps its own score and grade, but they are not ranked among the others."
      )
    case .unverified:
      (
        "a system whose numbers are not verified",
        "Its bundle is not intact and authentic by your own policy, or its numbers were imported. It is ranked all the same, and everybody "
          + "should know. `etalon verify BUNDLE` says what is open; `etalon key trust` adds a key to your policy."
      )
    case .disturbed:
      (
        "a host was disturbed while it was measured",
        "Load, steal or throttling is on record, so its speed says less. Measure again on a quiet host."
      )
    case .notIntact:
      (
        "a bundle that fails verification",
        "A bundle whose integrity fails gives no number at all. `etalon verify BUNDLE` lists everything that is wrong."
      )
    case .empty: ("there is no system to rank", "Every bundle named was refused; the message says why.")
    case .repeated:
      ("one bundle was named more than once", "Two of the systems have the same root. They tie, and say nothing about each other.")
    case .runs:
      (
        "several runs of one system are listed as systems",
        "The runs have the same spec, options and host. Each is ranked by itself, so they share letters and ranks. "
          + "`etalon rank fast=RUNS slow=RUN` names systems: every bundle under RUNS is a run of the system `fast`, its metrics are the means of "
          + "the runs, and the spread between runs decides the interval. `--history` looks at runs over time."
      )
    case .change:
      (
        "the runs of a history are not of one system",
        "Target, spec, subject or host differs between the runs, so a change of a metric may be a change of the system. Where target or spec "
          + "differs no gate judges. Name the runs of one system, or compare two of them with `etalon compare`."
      )
    case .stray:
      (
        "facts are declared of a system that is not here",
        "A file of facts names a system by its path, by the end of it, by the NAME of `NAME=PATH`, or by at least eight digits of its root. Nothing "
          + "that was named fits, so these facts change nothing."
      )
    case .expired:
      (
        "the scale is no longer valid",
        "A scale grades until its day of expiry; after it, what its reference meant is out of date. Take a newer edition."
      )
    case .scope: ("a scale for another kind of system", "A scale for servers does not grade models, nor the other way round.")
    }
  }
}

extension ScaleProof.Code {
  fileprivate var page: (title: String, prose: String) {
    switch self {
    case .classes:
      (
        "the classes of a scale leave a gap or overlap",
        "Classes have different names, begin at falling scores, and the last one begins at 0, so that every score has exactly one (rule 3)."
      )
    case .unreachable:
      (
        "a class that no system can have",
        "With every metric at its `greatest`, over the least favourable reference that is admitted, the score stays below the class; or whoever "
          + "passes the vetoes is above it (rule 3). Move the bound of the class."
      )
    case .reference:
      (
        "the reference does not have its own class",
        "The reference scores 1 by definition. `reference` has to be the class in which 1 lies, and no veto may lie on its wrong side (rule 4)."
      )
    case .cloned:
      ("a metric counts twice", "Two leaves can select the same cell, so a copy of a metric would shift weight (rule 8). Keep one of them.")
    case .veto:
      (
        "vetoes that contradict themselves",
        "A veto names a leaf and a class that is not the best one, can be passed, and a worse value has a worse cap (rule 12)."
      )
    case .weights: ("a scale from which no score follows", "Its weights or references are not above 0, or too fine (rule 11).")
    }
  }
}
