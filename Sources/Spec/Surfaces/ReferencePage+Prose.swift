extension ReferencePage {
  static let introduction = """
    # The language, version 1

    A spec is one YAML document. This page lists every key; it is written from the same tables that the checker works by, and a test keeps the
    two equal. `etalon schema` prints the same as JSON Schema for editors, `etalon check` says everything that is wrong at once, and
    `etalon explain ID` says more about any problem.

    ## Reading

    YAML 1.2, UTF-8, one document, text keys. No tags but the core ones, no merge keys, no directive but `%YAML 1.2`, no key twice. A value that
    YAML 1.1 and 1.2 read differently (`no`, `010`, `1:30`, `1e3`) is an error. A file has at most 1 MiB, 64 levels, 100,000 parser events and
    100,000 values after aliases are followed, a long text counted as one for each 64 bytes. Names are
    `[A-Za-z][A-Za-z0-9_-]*`, up to 64 characters.

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

    ## Versions

    A plan names the version of the catalogue that it was made with. What a later version brings (keys, metrics, operations, formats, scorers)
    does not exist for it, so its bytes stay as they are.
    """

  static let units = """
    ## Units

    A number with its unit is exact: up to 38 digits. Times: `s`, `ms`, `us`, `µs`, `ns`, `min`, `h`. Memory: `B`, `kB`, `MB`, `GB`, `TB`, `KiB`,
    `MiB`, `GiB`, `TiB`. Bandwidth: the same with `/s`. Computing: `flop/s` with `k`, `M`, `G`, `T`. Rates: `/s`, `/min`, `Hz`. Energy: `J`, `kJ`,
    `Wh`, `kWh`. Power: `mW`, `W`, `kW`. Shares: `%`.
    """

  static let expressions = """
    ## Expressions

    From the loosest to the tightest: `if … then … else …`, `or`, `and`, `not`, one comparison (`<` `<=` `>` `>=` `==` `!=`), `+` and `-` (a minus
    between values has spaces around it), `*` and `/`, a sign. Values are numbers with units, texts in quotes, metrics, and calls of `min`,
    `max`, `abs`, `round`, `floor`, `ceil`, `length` and `these`. Amounts of different dimensions are never compared or added. An expression has
    at most 4096 bytes and 20 levels.

    A metric is `workload.metric`, or `workload[axis=value, …].metric` for some cells of a matrix. Of several cells it is the geometric mean.
    A `stop` rule sees `accuracy`, `loss` and `epoch`, and no metrics.

    A claim on a metric of items, such as `questions.accuracy >= 50%`, is about the kind of items that was asked: it holds where the 95 % interval
    for more of them does, so 3 of 5 leave it undecided. `these(questions.accuracy) >= 50%` is about these items alone, of which the share is exact.
    """
}
