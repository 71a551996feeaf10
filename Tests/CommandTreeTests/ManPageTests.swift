import CommandTree
import TestSupport
import Testing

/// Where groff is, if it is installed.
private let groff = findProgram("groff")

struct `A man page` {
  @Test func `it has the sections that readers expect`() throws {
    #expect(
      try #require(sample.topic(["tare"])).manPage(version: "1.0", date: "2026-11-23") == #"""
        .TH "LAB\-TARE" "1" "2026\-11\-23" "lab 1.0" "User Commands"
        .SH "NAME"
        lab\-tare \- set a scale to zero
        .SH "SYNOPSIS"
        lab tare [options] \-\-key <file> <scale> [note]
        .SH "ARGUMENTS"
        .TP
        .B "<scale>"
        which one [left, right]
        .TP
        .B "[note]"
        a remark for the log
        .SH "OPTIONS"
        .TP
        .B "\-\-key <file>"
        who does it [required]
        .TP
        .B "\-h, \-\-help"
        show this help
        .TP
        .B "\-q, \-\-quiet"
        say less
        .TP
        .B "\-\-format <format>"
        how results are written [human, json; default: human]

        """#)
  }

  @Test func `a line cannot become a macro`() throws {
    let program = Program(Command("p", "s", discussion: ".so /etc/passwd\n\n'br\n\nback\\slash \"quoted\""))
    let page = try #require(program.topic()).manPage()
    #expect(page.contains("\n\\&.so /etc/passwd\n"))
    #expect(page.contains("\n\\(aqbr\n"))
    #expect(page.contains("\nback\\eslash \"quoted\"\n"))
  }

  @Test(.enabled(if: groff != nil, "groff is not installed"), arguments: [[], ["weigh"], ["tare"], ["scale"]])
  func `groff accepts it without a warning`(path: [String]) throws {
    let folder = try TemporaryFolder()
    let page = try folder.write(#require(sample.topic(path)).manPage(version: "1.0"), to: "page.1")
    let finished = try run(#require(groff), ["-man", "-Tascii", "-ww", "-z", page])
    #expect(finished.talk == "")
    #expect(finished.status == 0)
  }
}
