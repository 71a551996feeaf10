import CommandTree
import Testing

/// The help text of a command of the sample.
private func help(_ path: String..., width: Int = 80) throws -> String {
  try #require(sample.topic(path)).text(width: width)
}

struct `Help` {
  @Test func `the root lists its verbs by group`() throws {
    #expect(
      try help() == """
        weigh things and say how sure you are

        Usage: lab [options] <command>

        Measure:
          weigh                  weigh the things that a file lists
          tare                   set a scale to zero

        Administer:
          scale                  look after the scales
          help                   explain a command
          completions            print the completion script of a shell

        Options:
          -q, --quiet            say less
              --format <format>  how results are written [human, json; default: human]
          -h, --help             show this help
              --version          show the version

        Exit codes:
          0  all that was required holds
          2  the command line or a file is wrong

        Environment:
          NO_COLOR  no colours when it is set

        See 'lab <command> --help' for one command.

        """)
  }

  @Test func `a verb shows its arguments, options and examples`() throws {
    #expect(
      try help("weigh") == """
        weigh the things that a file lists

        Usage: lab weigh [options] <list>...

        Each thing is weighed until its interval is narrow enough, or until the time is
        over.

        The file - stands for standard input.

        Arguments:
          <list>...               the things to weigh

        Options:
          -o, --out <folder>      where the weights go [default: results]
          -t, --threads <count>   how many scales work at once [from 1 to 64]
              --set <path=value>  change one value of the file [repeatable]
          -u, --unit <unit>       the unit of every weight
              --[no-]sign         sign the result [default: on]
          -v, --verbose           say more, and more again when it is given twice
          -h, --help              show this help

        Global options:
          -q, --quiet             say less
              --format <format>   how results are written [human, json; default: human]

        Examples:
          lab weigh apples.yaml
              weigh apples, and leave the weights in results

        """)
  }

  @Test func `required options stand in the usage line`() throws {
    #expect(
      try help("tare") == """
        set a scale to zero

        Usage: lab tare [options] --key <file> <scale> [note]

        Arguments:
          <scale>                which one [left, right]
          [note]                 a remark for the log

        Options:
              --key <file>       who does it [required]
          -h, --help             show this help

        Global options:
          -q, --quiet            say less
              --format <format>  how results are written [human, json; default: human]

        """)
  }

  @Test func `a narrow page wraps the right column`() throws {
    #expect(
      try help("scale", width: 46) == """
        look after the scales

        Usage: lab scale [options] <command>

        Commands:
          add                    add a scale
          remove                 remove a scale

        Options:
          -h, --help             show this help

        Global options:
          -q, --quiet            say less
              --format <format>  how results are
                                 written [human, json;
                                 default: human]

        See 'lab scale <command> --help' for one
        command.

        """)
  }

  @Test(arguments: [Int.min, -1, 0, 39, 40, 57, 79, 80, 132, Int.max])
  func `no width is refused, and lines keep to it`(width: Int) throws {
    let text = try help("weigh", width: width)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= max(62, width) })
    #expect(text == (try help("weigh", width: width)))
  }

  @Test func `without colours the text is the same with them taken out`() throws {
    let coloured = try #require(sample.topic()).text(style: Style(isEnabled: true))
    #expect(coloured.contains("\u{1b}[1mUsage:\u{1b}[0m"))
    #expect(coloured.replacing("\u{1b}[1m", with: "").replacing("\u{1b}[0m", with: "") == (try help()))
  }

  @Test func `wide names are aligned by their cells`() {
    let list = DefinitionList([("重量", "weight"), ("kg", "kilogram")])
    #expect(list.lines(width: 80) == ["  重量  weight", "  kg    kilogram"])
  }

  @Test func `a long term has its line to itself`() {
    let list = DefinitionList([("a-very-long-term", "said below"), ("short", "beside"), ("alone", "")], widestTerm: 8)
    #expect(list.lines(width: 80) == ["  a-very-long-term", "         said below", "  short  beside", "  alone"])
  }

  @Test func `only commands that exist have help`() {
    #expect(sample.topic(["weigh", "deep"]) == nil)
    #expect(sample.topic(["scale", "add"])?.usage == "lab scale add [options] <name>")
  }
}

struct `The description for tools` {
  @Test func `it is complete, ordered and without what says nothing`() throws {
    #expect(
      try #require(sample.topic(["tare"])).json() == """
        {
          "format": 1,
          "command": {
            "name": "tare",
            "path": [
              "lab",
              "tare"
            ],
            "summary": "set a scale to zero",
            "group": "Measure",
            "options": [
              {
                "long": "key",
                "value": {
                  "name": "file",
                  "kind": "file"
                },
                "required": true,
                "help": "who does it"
              }
            ],
            "operands": [
              {
                "name": "scale",
                "value": {
                  "kind": "choice",
                  "choices": [
                    "left",
                    "right"
                  ]
                },
                "help": "which one"
              },
              {
                "name": "note",
                "value": {
                  "kind": "text"
                },
                "optional": true,
                "help": "a remark for the log"
              }
            ]
          },
          "inherited": [
            {
              "long": "quiet",
              "short": "q",
              "help": "say less"
            },
            {
              "long": "format",
              "value": {
                "name": "format",
                "kind": "choice",
                "choices": [
                  "human",
                  "json"
                ]
              },
              "default": "human",
              "help": "how results are written"
            }
          ]
        }

        """)
  }

  @Test func `text is escaped`() throws {
    let program = Program(Command("p", "say \"a\\b\"\u{1}\u{1f}\n\t\r重"))
    #expect(try #require(program.topic()).json().contains(#""summary": "say \"a\\b\"\u0001\u001f\n\t\r重""#))
  }

  @Test func `hidden commands are left out`() throws {
    let json = try #require(sample.topic()).json()
    #expect(json.contains("\"add\"") && !json.contains("melt"))
  }
}
