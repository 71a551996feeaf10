internal import Record

/// The reference page of the language, `docs/language.md`, derived from the table of keys.
public let languageReference: String = ReferencePage().text

private struct ReferencePage {
  var text: String {
    ([introduction] + sections.map(section) + [units, expressions, metrics]).joined(separator: "\n\n") + "\n"
  }

  /// Every mapping of the language, from the whole to its parts, each once.
  private var sections: [(title: String, shape: ObjectShape)] {
    var found: [(title: String, shape: ObjectShape)] = [("The spec", Language.spec)]
    var next = 0
    while next < found.count {
      for key in found[next].shape.keys {
        for shape in objects(in: key.shape) where !found.contains(where: { $0.shape.noun == shape.noun }) {
          found.append((title(of: shape), shape))
        }
      }
      next += 1
    }
    return found
  }

  private func title(of shape: ObjectShape) -> String {
    let bare = ["a ", "an "].first { shape.noun.hasPrefix($0) }.map { String(shape.noun.dropFirst($0.count)) } ?? shape.noun
    return bare.prefix(1).uppercased() + bare.dropFirst()
  }

  private func objects(in shape: Shape) -> [ObjectShape] {
    switch shape {
    case .object(let object): [object]
    case .list(let element), .map(let element, _): objects(in: element)
    case .variant(let variants): variants.filter { $0.unavailable == nil && !$0.keys.keys.isEmpty }.map(\.keys)
    case .settings(_, let variants): variants.map(\.keys)
    case .workload: Language.workloads.map(\.shape)
    default: []
    }
  }

  private func section(_ title: String, _ shape: ObjectShape) -> String {
    let rows = shape.keys.map { "| `\($0.name)` | \(type($0.shape)) | \(presence($0.presence)) | \($0.summary) |" }
    return "## \(title)\n\n\(shape.summary)\n\n| key | value | if absent | meaning |\n|---|---|---|---|\n" + rows.joined(separator: "\n")
  }

  private func presence(_ presence: KeyShape.Presence) -> String {
    switch presence {
    case .required: "an error"
    case .optional: "nothing"
    case .standard(let text): text == "{}" || text == "[]" ? "empty" : "`\(text)`"
    }
  }

  private func type(_ shape: Shape) -> String {
    switch shape {
    case .integer(let range) where range.lowerBound != .min:
      range.upperBound == .max ? "whole number from \(range.lowerBound)" : "whole number, \(range.lowerBound) to \(range.upperBound)"
    case .integerOr(let range, let word): "whole number, \(range.lowerBound) to \(range.upperBound), or `\(word)`"
    case .number(let bounds): bounds.phrase.isEmpty ? "number" : "number \(bounds.phrase)"
    case .quantity(let dimension): "\(dimension.noun), such as `\(dimension.example)`"
    case .atLeast(let dimension): "a lower bound, such as `>= \(dimension.example)`"
    case .list(let element): "list: \(type(element))"
    case .map(let element, _): "mapping of names: \(type(element))"
    case .object(let object): object.noun
    case .settings(let key, _): "the settings of what `\(key)` names"
    case .score: "the score tree"
    case .workload: "a workload"
    default: shape.noun
    }
  }

  private let introduction = """
    # The language, version 1

    A spec is one YAML document. This page lists every key; it is written from the same table that the checker works by, and a test keeps the
    two equal. `etalon schema` prints the same as JSON Schema for editors, `etalon check` says everything that is wrong at once, and
    `etalon explain ID` says more about any problem.

    ## Reading

    YAML 1.2, UTF-8, one document, text keys. No tags but the core ones, no merge keys, no directive but `%YAML 1.2`, no key twice. A value that
    YAML 1.1 and 1.2 read differently (`no`, `010`, `1:30`, `1e3`) is an error. A file has at most 1 MiB, 64 levels, 100,000 parser events and
    100,000 values after aliases are followed. Names are `[A-Za-z][A-Za-z0-9_-]*`, up to 64 characters.

    `${name}` in any scalar takes in a parameter, or inside a workload an axis of its matrix; a scalar that is nothing else takes its type
    along. Inside brackets it has to be quoted: `{ m: "${name}" }`. A parameter takes in no other. `$${` stands for `${`.

    ## Inheritance

    With `extends`, mappings are merged, lists and scalars replaced; a choice such as `optimizer` replaces another choice. A key without a
    value (`memory:` or `memory: ~`) removes what is inherited under it: a target, a dataset, a subject, a workload, a parameter, a branch or
    a metric of the score, a value of the reference, a whole key such as `weighting`. Claims are a list, so a child that drops one writes the
    others again, and `claims: []` drops them all. Where nothing is inherited under a key, a key without a value is an error; an empty
    mapping is written `{}`.

    `--set path=value` is applied last, and checked as the file is: a path names keys of the language and names that the spec declares, and
    `path=~` removes what is there. Paths in `rules.locked` are compared after all that, with parameters filled in; a locked path that is
    changed or removed is a deviation. The **division** of a result is `standard` where paths are locked and none deviates, `custom` where one
    does, and `none` where the spec neither locks a path nor inherits a lock.
    """

  private let units = """
    ## Units

    A number with its unit is exact: up to 38 digits. Times: `s`, `ms`, `us`, `µs`, `ns`, `min`, `h`. Memory: `B`, `kB`, `MB`, `GB`, `TB`, `KiB`,
    `MiB`, `GiB`, `TiB`. Bandwidth: the same with `/s`. Computing: `flop/s` with `k`, `M`, `G`, `T`. Rates: `/s`, `/min`, `Hz`. Energy: `J`, `kJ`,
    `Wh`, `kWh`. Power: `mW`, `W`, `kW`. Shares: `%`.
    """

  private let expressions = """
    ## Expressions

    From the loosest to the tightest: `if … then … else …`, `or`, `and`, `not`, one comparison (`<` `<=` `>` `>=` `==` `!=`), `+` and `-` (a minus
    between values has spaces around it), `*` and `/`, a sign. Values are numbers with units, texts in quotes, metrics, and calls of `min`,
    `max`, `abs`, `round`, `floor`, `ceil` and `length`. Amounts of different dimensions are never compared or added. An expression has at most
    4096 bytes and 20 levels.

    A metric is `workload.metric`, or `workload[axis=value, …].metric` for some cells of a matrix. Of several cells it is the geometric mean.
    A `stop` rule sees `accuracy`, `loss` and `epoch`, and no metrics. A plain `mlp` is one without `micro-batch`, `schedule`, `dropout`,
    `steps` and `checkpoints`.
    """

  private let metrics = """
    ## Metrics

    | workload | metric | better | from |
    |---|---|---|---|
    | kernel | `time` | lower | median of the samples |
    | kernel | `throughput` | higher | counted flops by the median time; for kernels that only move memory, bytes |
    | kernel | `bandwidth` | higher | bytes that have to move by the median time, where `throughput` counts flops |
    | train | `accuracy` | higher | share of the test part that is right, of a text the characters: a result |
    | train | `epochs` | lower | how many were run: a result |
    | train | `time-to-quality` | lower | median time of a whole training; without a `stop` condition it is called `time` |
    | train, more than a plain `mlp` | `steps` | lower | how many were run: a result |
    | train, more than a plain `mlp` | `test-loss` | lower | mean loss over the test part, in nats: a result |
    | train, more than a plain `mlp` | `throughput` | higher | rows, of a text characters, learnt in a second, by the median time |
    | train, `gpt` | `perplexity` | lower | e to the power of `test-loss`: a result |
    | infer | `accuracy` | higher | a result |
    | infer, single-stream | `p50`, `p90`, `p99` | lower | percentiles of the latency |
    | infer | `throughput` | higher | rows in a second, by the median |
    | infer, offline | `time` | lower | median time of a sample |
    | evaluate | `accuracy` | higher | a result, given the transcripts |
    | evaluate | `p50`, `p99` | lower | percentiles of the latency of a request |
    | command | `time` | lower | median time of a run |
    | command | its readings | as declared | as declared |
    """
}
