extension ExplainPage {
  /// What can go wrong before a key has a meaning.
  static let reading: [ExplainPage] = [
    ExplainPage(
      "file-too-large", "the file is larger than a spec may be",
      "A spec has at most 1 MiB. Data belong into files of their own, which `datasets` names and pins by digest."),
    ExplainPage(
      "not-utf8", "the file is not UTF-8",
      "Specs are UTF-8. The place is the first byte that begins no character. `iconv -f GB18030 -t UTF-8` converts a file from another encoding."
    ),
    ExplainPage(
      "control-character", "a character that must not stand in a spec",
      """
      Control characters, marks that change the direction of text and the line breaks that only YAML 1.1 knows make a file look other than it \
      reads. Remove the character, or write it as an escape in a double-quoted text.
      """),
    ExplainPage(
      "directive", "a line that begins with `%`",
      "The only directive a spec may have is `%YAML 1.2`, once, before everything else, followed by `---`. It may be left out.",
      wrong: "%TAG ! tag:example.org,2026:\n---\netalon: 1", right: "etalon: 1"),
    ExplainPage("empty-document", "the file holds no document", "A spec is a mapping with at least `etalon`, `name` and `workloads`."),
    ExplainPage(
      "several-documents", "a second document in the file",
      "One file holds one spec, so that one digest names it. Put the other document into a file of its own.",
      wrong: "etalon: 1\n---\netalon: 1", right: "etalon: 1"),
    ExplainPage("too-deep", "too many levels", "Lists and mappings may be nested 64 deep, the score tree 12; no valid spec needs more."),
    ExplainPage(
      "too-many-events", "more parts than a spec may have",
      "A file may have 100,000 scalars, lists, mappings and ends of them. Data belong into files of their own."),
    ExplainPage(
      "too-many-nodes", "too many values once aliases are followed",
      """
      Aliases let a small file stand for a huge one. A spec may have 100,000 values after every alias is replaced by what it names, and so may \
      a spec together with everything it inherits. A long text counts as one value for each 64 bytes, so that a text which many aliases \
      repeat is limited too. `locked` may list 1000 values.
      """),
    ExplainPage(
      "alias-cycle", "an alias stands inside what it names",
      "Such a value would be endless. Give the alias another target, or write the value out.", wrong: "a: &a [*a]"),
    ExplainPage(
      "unknown-alias", "an alias without an anchor", "An alias `*x` repeats the value that `&x` marked earlier in the same file.",
      wrong: "a: *sizes", right: "b: &sizes [1, 2]\na: *sizes"),
    ExplainPage(
      "unsupported-tag", "a tag that has no meaning in a spec",
      "Values take their type from the key they belong to. Only the core tags (`!!str`, `!!int`, …) are accepted, and they are never needed.",
      wrong: "seed: !number 5", right: "seed: 5"),
    ExplainPage(
      "merge-key", "`<<` is not part of YAML 1.2", "Merge keys are an addition to YAML 1.1. Inherit with `extends`, or repeat the keys.",
      wrong: "big:\n  <<: *base", right: "extends: { spec: base.yaml, sha256: … }"),
    ExplainPage(
      "duplicate-key", "a key stands twice in one mapping",
      "YAML leaves open which of the two counts, so neither does. Keep one of them. Two keys that only differ in how an accent is encoded are the same.",
      wrong: "seed: 1\nseed: 2", right: "seed: 2"),
    ExplainPage(
      "key-not-text", "a key that is not plainly a text",
      "Keys are texts. A key that YAML reads as a number, a truth value or nothing has to be quoted, and lists or mappings cannot be keys.",
      wrong: "parameters: { 8: 1 }", right: "parameters: { \"n8\": 1 }"),
    ExplainPage(
      "tab-indentation", "a tab where YAML wants spaces",
      "YAML forbids tabs in indentation. Indent with spaces; `expand -t 2 FILE` converts a file."),
    ExplainPage(
      "look-alike", "a character that only looks like one of the language",
      """
      Input methods, word processors and web pages put in full-width signs, typographic quotes, no-break spaces, and letters of other \
      alphabets that look like Latin ones. To YAML they are letters of a text. Type the plain character in its place; inside of a quoted text \
      every character may stand.
      """, wrong: "kernel：gemm", right: "kernel: gemm"),
    ExplainPage(
      "typographic-quotes", "typographic quotes around a text",
      """
      YAML quotes with `"` and `'`; typographic quotes are letters, so they become a part of the text. Take them off, or quote the text with \
      plain quotes too if they belong to it.
      """, wrong: "title: “One server”", right: "title: \"One server\""),
    ExplainPage(
      "comment-in-text", "a text that a `#` cuts short",
      "A `#` behind a space begins a comment, so the rest of the line is no part of the text. Quote the text, or put a space behind the `#`.",
      wrong: "title: Test #3 of GEMM", right: "title: \"Test #3 of GEMM\""),
    ExplainPage(
      "missing-colon", "a key without its colon",
      "A key is followed by a colon and a space. The rest of the file is checked as if it were.",
      wrong: "kernel gemm", right: "kernel: gemm"),
    ExplainPage(
      "missing-space", "a colon without a space behind it",
      "Without the space, YAML reads key, colon and value as one word. The rest of the file is checked as if the space were there.",
      wrong: "kernel:gemm", right: "kernel: gemm"),
    ExplainPage(
      "unquoted-parameter", "a parameter inside brackets that is not quoted",
      """
      Inside `{ … }` and `[ … ]`, YAML takes the braces of `${name}` for a mapping of its own. Quote the value; it keeps the type of the \
      parameter all the same.
      """, wrong: "with: { m: ${size} }", right: "with: { m: \"${size}\" }"),
    ExplainPage(
      "unclosed-bracket", "a bracket that is not closed, or a missing comma",
      """
      Every bracket is closed by its like, and a comma stands between two entries. The place is the bracket that is not closed, the one that \
      closes nothing, or the entry before which the comma is missing. A selection such as `gemm[type=f32].time` has to be quoted in brackets.
      """, wrong: "with: { m: 8, n: 8",
      right: "with: { m: 8, n: 8 }"),
    ExplainPage(
      "unclosed-quote", "a quoted text that is never closed", "The place is where the quote opens.", wrong: "title: \"One server",
      right: "title: \"One server\""),
    ExplainPage(
      "unexpected-colon", "a `:` where no mapping can begin",
      "A colon followed by a space makes a key. Inside a text it has to be quoted; elsewhere the line above may be indented wrongly.",
      wrong: "title: Server: compute", right: "title: \"Server: compute\""),
    ExplainPage(
      "bad-indentation", "a line that does not fit where it stands",
      "Keys of one mapping begin in the same column, entries of one list with `- ` in the same column.", wrong: "targets:\n  a: {}\n b: {}",
      right: "targets:\n  a: {}\n  b: {}"),
    ExplainPage(
      "yaml-syntax", "this is not YAML",
      """
      The message says what stands there that YAML does not allow, in the parser's words where no cause was found. Indentation, quotes and \
      brackets of this line and the one above are the usual causes.
      """
    ),
    ExplainPage(
      "ambiguous-scalar", "a value that different readers of YAML read differently",
      """
      YAML 1.1 and YAML 1.2 disagree about `no`, `010`, `1:30`, `1e3`, `0o7`, `1_000` and dates; most tools still follow 1.1. A spec must mean \
      the same to everybody, so such a value is an error: write the number plainly, or quote the text.
      """, wrong: "license: no\nseed: 010", right: "license: \"no\"\nseed: 10"),
    ExplainPage(
      "too-many-problems", "the rest of the problems is not listed",
      "After 100 problems, or 5000 reports of the same ones, nothing more is looked for. Fix the first ones, then check again."),
  ]

  /// What can be wrong with a key or its value.
  static let values: [ExplainPage] = [
    ExplainPage(
      "unknown-key", "a key that the language does not have here",
      "Every key is checked, since a misspelt key would otherwise be a setting that silently is not made. docs/language.md lists all keys.",
      wrong: "gemm:\n  kernel: gemm\n  dtpye: f32", right: "gemm:\n  kernel: gemm\n  type: f32"),
    ExplainPage("missing-key", "a key that has to be there", "Nothing sensible can be assumed for this key. The help says what it holds."),
    ExplainPage(
      "wrong-type", "a value of the wrong kind", "The key holds another kind of value: a text, a number, a list, or a mapping.",
      wrong: "trials: many", right: "trials: 3"),
    ExplainPage(
      "not-a-name", "not a name",
      "Names begin with a letter and go on with letters, digits, `-` and `_`, up to 64 characters. They stand in paths, ids and expressions.",
      wrong: "targets: { 1-core: {} }", right: "targets: { one-core: {} }"),
    ExplainPage(
      "not-a-digest", "not a SHA-256 digest",
      "A digest is 64 lower-case hexadecimal digits. `sha256sum FILE` and `etalon dataset add FILE` print it."),
    ExplainPage(
      "not-a-path", "not a relative path", "Paths are relative to the file they stand in, so that a spec works wherever its folder lies.",
      wrong: "file: /home/me/digits.csv", right: "file: data/digits.csv"),
    ExplainPage(
      "not-a-url", "not an address", "An endpoint is an `http` or `https` address without user, password, query and fragment.",
      wrong: "url: localhost:8080", right: "url: http://localhost:8080/v1"),
    ExplainPage("out-of-range", "a value outside its range", "The label says what is allowed."),
    ExplainPage(
      "unknown-choice", "not one of the choices", "The key takes one of a fixed list of words.", wrong: "mean: average",
      right: "mean: arithmetic"),
    ExplainPage(
      "missing-unit", "an amount without a unit", "Times, sizes and rates carry their unit, so that nobody has to guess.",
      wrong: "budget: 20", right: "budget: 20 s"),
    ExplainPage(
      "unknown-unit", "a unit that the language does not have",
      "Units are written as in the SI, with `Ki`, `Mi`, `Gi` for powers of 1024: `ms`, `MiB`, `GB/s`, `Gflop/s`, `/s`, `%`."),
    ExplainPage(
      "wrong-dimension", "an amount of something else",
      "Amounts of different dimensions are never compared, added or put in one another's place.",
      wrong: "claims: [\"serving.p99 < 15 MiB\"]", right: "claims: [\"serving.p99 < 15 ms\"]"),
    ExplainPage("number-too-long", "a number that cannot be kept exactly", "Numbers in specs are exact; up to 38 digits fit."),
    ExplainPage(
      "unsupported-language", "a version of the language that this release does not know",
      "`etalon:` names the version of the language. A newer release may know more; no release forgets one."),
  ]
}
