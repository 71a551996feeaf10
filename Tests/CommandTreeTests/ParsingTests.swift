import CommandTree
import TestSupport
import Testing

struct `Reading a command line` {
  @Test(arguments: [
    ["weigh", "--out", "here", "a.yaml"], ["weigh", "--out=here", "a.yaml"], ["weigh", "-o", "here", "a.yaml"],
    ["weigh", "-ohere", "a.yaml"], ["weigh", "-o=here", "a.yaml"], ["weigh", "a.yaml", "--out", "here"],
    ["weigh", "-vohere", "a.yaml"],
  ])
  func `every spelling of an option gives its value`(words: [String]) throws {
    let line = try #require(try reading(words))
    #expect(line.path == ["weigh"])
    #expect(line.string("out") == "here")
    #expect(line.strings("list") == ["a.yaml"])
  }

  @Test func `grouped flags are each given and counted`() throws {
    let line = try #require(try reading("weigh", "-vv", "a.yaml"))
    #expect(line.flag("verbose"))
    #expect(line.count("verbose") == 2)
    #expect(!line.flag("quiet"))
  }

  @Test func `options of the root are understood before and behind the verb`() throws {
    #expect(try reading("-q", "weigh", "a.yaml")?.flag("quiet") == true)
    #expect(try reading("weigh", "a.yaml", "--quiet")?.flag("quiet") == true)
  }

  @Test func `a default holds until the option is given`() throws {
    let line = try #require(try reading("weigh", "a.yaml"))
    #expect(line.string("out") == "results")
    #expect(line.strings("out") == ["results"])
    #expect(!line.isGiven("out"))
    #expect(line.integer("threads") == nil)
  }

  @Test func `repeated options keep their order`() throws {
    let line = try #require(try reading("weigh", "--set", "a=1", "x.yaml", "--set=b=2"))
    #expect(line.strings("set") == ["a=1", "b=2"])
    #expect(line.string("set") == "b=2")
  }

  @Test func `of a toggle the last one counts`() throws {
    #expect(try reading("weigh", "x")?.flag("sign") == true)
    #expect(try reading("weigh", "x", "--no-sign")?.flag("sign") == false)
    #expect(try reading("weigh", "x", "--no-sign", "--sign")?.flag("sign") == true)
  }

  @Test func `behind two dashes everything is an operand`() throws {
    let line = try #require(try reading("weigh", "--", "--out", "-v", "--"))
    #expect(line.strings("list") == ["--out", "-v", "--"])
  }

  @Test func `a lone dash is a standard stream`() throws {
    let line = try #require(try reading("weigh", "-", "./-"))
    #expect(line.paths("list") == [.standardStream, .file("./-")])
    #expect(line.path("out") == .file("results"))
  }

  @Test func `a negative number is a value and an operand`() throws {
    #expect(try reading("weigh", "-5")?.strings("list") == ["-5"])
    #expect(try reading("weigh", "--set", "-5", "x")?.strings("set") == ["-5"])
  }

  @Test func `integers and choices come typed`() throws {
    enum Format: String { case human, json }
    let line = try #require(try reading("weigh", "x", "-t8", "--format", "json"))
    #expect(line.integer("threads") == 8)
    #expect(line.choice("format", as: Format.self) == .json)
  }

  @Test func `optional operands take what the required ones leave`() throws {
    #expect(try reading("tare", "--key", "k", "left")?.string("note") == nil)
    #expect(try reading("tare", "--key", "k", "left", "dusty")?.string("note") == "dusty")
  }

  @Test func `words are compared by their bytes`() {
    #expect(refusal("weigh", "x", "--format=jso\u{308}n") != nil)
    let composed = Program(Command("p", "s", subcommands: [Command("\u{e4}", "s")]))
    #expect(throws: UsageError.self) { try composed.parse(["a\u{308}"]) }
  }

  @Test func `help is understood at every level`() throws {
    #expect(try sample.parse([]) == sample.parse(["--help"]))
    #expect(try sample.parse(["scale", "add", "-h"]) == sample.parse(["help", "scale", "add"]))
    #expect(try sample.parse(["scale", "add", "--help"]) == .help(#require(sample.topic(["scale", "add"])), .text))
    #expect(try sample.parse(["help", "--json"]) == .help(#require(sample.topic()), .json))
    #expect(try sample.parse(["help", "--man", "weigh"]) == .help(#require(sample.topic(["weigh"])), .manPage))
  }

  @Test func `help wins over what is missing`() throws {
    #expect(try sample.parse(["tare", "--help"]) == .help(#require(sample.topic(["tare"])), .text))
    #expect(refusal("tare", "--nonsense", "--help") != nil)
  }

  @Test func `the version is a matter of the root`() throws {
    #expect(try sample.parse(["--version"]) == .version)
    #expect(refusal("weigh", "--version")?.fault == .unknownOption("--version", word: "--version"))
  }

  @Test func `completions name their shell`() throws {
    #expect(try sample.parse(["completions", "fish"]) == .completionScript(.fish))
    #expect(refusal("completions", "fosh")?.suggestions == ["fish"])
  }

  @Test func `the hidden verb passes words on untouched`() throws {
    #expect(try sample.parse(["__complete", "1", "lab", "--", "-h"]) == .complete(words: ["lab", "--", "-h"], index: 1))
    #expect(refusal("__complete", "x")?.fault == .malformedCompletion)
    #expect(refusal("__complete", "-1")?.fault == .malformedCompletion)
  }

  @Test func `a program without subcommands has no verbs of its own`() throws {
    let single = Program(Command("cat", "print files", operands: [Operand("file", .file([]), optional: true, repeated: true, help: "f")]))
    let line = try #require(try reading(["help"], of: single))
    #expect(line.strings("file") == ["help"])
    #expect(try reading([], of: single)?.isGiven("file") == false)
  }

  @Test func `no command line stops the parser`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var noise = SeededGenerator(seed: seed)
    let words = [
      "weigh", "tare", "scale", "--", "-", "-o", "--out", "--out=", "-vqo", "--no-sign", "=", "-=", "--=", "", "-5", "ä", "--help",
    ]
    for _ in 0..<2000 {
      let line = (0..<Int.random(in: 0...6, using: &noise)).compactMap { _ in words.randomElement(using: &noise) }
      do {
        _ = try sample.parse(line)
      } catch {
        let words = error.word.map { word in line.contains { $0.contains(word) || word.hasPrefix("-") || word.isEmpty } }
        #expect(words != false, "\(line), seed \(seed)")
        #expect(error.text().split(separator: "\n").last == "see '\(error.command.joined(separator: " ")) --help'", "seed \(seed)")
      }
      let index = Int.random(in: 1...8, using: &noise)
      guard index <= line.count, !line.contains("=") else { continue }
      let offered = sample.complete(words: ["lab"] + line, index: index).candidates
      #expect(offered.allSatisfy { $0.value.hasPrefix(line[index - 1]) }, "\(line), seed \(seed)")
    }
  }
}
