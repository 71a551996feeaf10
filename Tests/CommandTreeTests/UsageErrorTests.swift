import CommandTree
import Testing

struct `A wrong command line` {
  @Test func `an unknown verb is named with its neighbour`() {
    #expect(
      refusal("wiegh", "x")?.text() == """
        error: unknown command `wiegh`
        hint: did you mean `weigh`?
        see 'lab --help'

        """)
  }

  @Test func `a verb of a group is found from the root`() {
    #expect(refusal("remove")?.suggestions == ["scale remove"])
    #expect(refusal("melt")?.suggestions == [])
  }

  @Test func `an unknown option is named with its neighbour`() {
    #expect(
      refusal("weigh", "--thread=4", "x")?.text() == """
        error: unknown option `--thread`
        hint: did you mean `--threads`?
        see 'lab weigh --help'

        """)
    #expect(refusal("weigh", "-vx", "f")?.message == "unknown option `-x` in `-vx`")
  }

  @Test func `an option in front of its verb is sent behind it`() {
    #expect(
      refusal("--threads", "4", "weigh", "x")?.text() == """
        error: option `--threads` belongs to `lab weigh`
        hint: write it behind the command: `lab weigh --threads`
        see 'lab --help'

        """)
    #expect(refusal("scale", "--threads")?.fault == .unknownOption("--threads", word: "--threads"))
  }

  @Test func `one dash too few is noticed`() {
    #expect(refusal("weigh", "-verbose")?.suggestions == ["--verbose"])
  }

  @Test func `a forgotten value does not swallow the next option`() {
    #expect(
      refusal("weigh", "--out", "--verbose", "x")?.text() == """
        error: option `--out` needs a value
        hint: if `--verbose` is the value, write `--out=--verbose`
        see 'lab weigh --help'

        """)
    #expect(refusal("weigh", "x", "-o")?.message == "option `-o` needs a value")
  }

  @Test func `a choice lists what is allowed`() {
    #expect(
      refusal("weigh", "x", "--format", "jsn")?.text() == """
        error: `--format` cannot be `jsn`
        hint: did you mean `json`?
        hint: it is one of `human` or `json`
        see 'lab weigh --help'

        """)
    #expect(refusal("tare", "--key=k", "middle")?.message == "`<scale>` cannot be `middle`")
  }

  @Test func `numbers are checked with their range`() {
    #expect(refusal("weigh", "x", "-t", "many")?.message == "`-t` must be an integer, not `many`")
    #expect(refusal("weigh", "x", "-t", "many")?.hints == ["it is from 1 to 64"])
    #expect(refusal("weigh", "x", "--threads=65")?.message == "`--threads` must be from 1 to 64, not `65`")
    #expect(refusal("weigh", "x", "--threads=99999999999999999999")?.word == "99999999999999999999")
  }

  @Test func `a flag takes no value`() {
    #expect(refusal("weigh", "--verbose=3", "x")?.message == "option `--verbose` takes no value, but was given `3`")
    #expect(refusal("weigh", "--no-sign=3", "x")?.message == "option `--no-sign` takes no value, but was given `3`")
  }

  @Test func `one value is not given twice`() {
    #expect(refusal("weigh", "--out=a", "-ob", "x")?.message == "option `--out` is given twice")
  }

  @Test func `an empty word is no path`() {
    #expect(refusal("weigh", "--out=", "x")?.message == "`--out` must be a path, not an empty word")
    #expect(refusal("weigh", "")?.message == "`<list>` must be a path, not an empty word")
  }

  @Test func `options that exclude each other are named both`() {
    #expect(refusal("-q", "weigh", "-v", "x")?.message == "`--verbose` and `--quiet` exclude each other")
    #expect(refusal("help", "--json", "--man")?.message == "`--json` and `--man` exclude each other")
  }

  @Test func `what is missing is listed`() {
    #expect(refusal("weigh")?.message == "missing `<list>...`")
    #expect(refusal("tare", "left")?.message == "missing required option `--key`")
    #expect(refusal("tare", "--key=k")?.message == "missing `<scale>`")
    #expect(refusal("scale")?.message == "`lab scale` needs a command")
  }

  @Test func `a word too many is named`() {
    #expect(refusal("tare", "--key=k", "left", "note", "more")?.message == "unexpected argument `more`")
    #expect(refusal("help", "weigh", "deep")?.message == "unknown command `deep`")
  }

  @Test func `a hostile word stays text`() {
    #expect(refusal("\u{1b}[2J\nx")?.message == "unknown command `\\u{1b}[2J\\nx`")
    #expect(refusal("weigh", "x", "--format=\u{202e}nosj")?.message == "`--format` cannot be `\\u{202e}nosj`")
  }

  @Test func `colour only decorates`() {
    let text = refusal("weigh")?.text(style: Style(isEnabled: true))
    #expect(text == "\u{1b}[1;31merror:\u{1b}[0m missing `<list>...`\nsee 'lab weigh --help'\n")
  }
}
