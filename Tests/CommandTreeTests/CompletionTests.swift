import CommandTree
import Testing

/// The words offered behind `words`, the last of which is being typed.
private func offered(_ words: String...) -> [String] {
  sample.complete(words: ["lab"] + words, index: words.count, dynamic: laboratory).candidates.map(\.value)
}

/// The paths asked for behind `words`.
private func paths(_ words: String...) -> Completions.Paths? {
  sample.complete(words: ["lab"] + words, index: words.count, dynamic: laboratory).paths
}

/// A laboratory with two scales, which weighs in units that depend on the file.
private func laboratory(_ query: CompletionQuery) -> Completions {
  switch query.kind {
  case "scale": Completions([Candidate("brass", "old"), Candidate("steel", "new")], paths: .directories)
  case "unit": Completions(query.operands.contains("gold.yaml") ? [Candidate("carat")] : [Candidate("g"), Candidate("kg")])
  default: Completions()
  }
}

struct `Completing a command line` {
  @Test func `verbs come with their summaries, hidden ones not at all`() {
    let all = sample.complete(words: ["lab", ""], index: 1)
    #expect(all.candidates.map(\.value) == ["weigh", "tare", "scale", "help", "completions"])
    #expect(all.candidates.first == Candidate("weigh", "weigh the things that a file lists"))
    #expect(offered("we") == ["weigh"])
    #expect(offered("scale", "") == ["add", "remove"])
  }

  @Test func `options come with both sides of a toggle`() {
    #expect(offered("weigh", "--s") == ["--set", "--sign"])
    #expect(offered("weigh", "--no") == ["--no-sign"])
    #expect(offered("weigh", "-").contains("--quiet"))
    #expect(offered("--v") == ["--version"])
  }

  @Test func `an option is offered again only if it may be repeated, and never beside its opposite`() {
    #expect(offered("weigh", "--set", "a=1", "-o", "x", "--s") == ["--set", "--sign"])
    #expect(offered("weigh", "--out=x", "--o") == [])
    #expect(offered("-q", "weigh", "--verb") == [])
  }

  @Test func `values are completed in every spelling`() {
    #expect(offered("weigh", "--format", "j") == ["json"])
    #expect(offered("weigh", "--format=j") == ["--format=json"])
    #expect(offered("weigh", "-u", "") == ["g", "kg"])
    #expect(offered("weigh", "-vu", "k") == ["kg"])
    #expect(offered("weigh", "--threads", "") == [])
    #expect(offered("weigh", "--nonsense=x") == [])
  }

  @Test func `words that Bash split at its breaks are joined again`() {
    #expect(offered("weigh", "--format", "=", "j") == ["json"])
    #expect(offered("weigh", "--format", "=") == ["human", "json"])
    #expect(offered("weigh", "--set", "a", "=", "1", "--form") == ["--format"])
    #expect(paths("weigh", "--out", "=", "res") == .directories)
  }

  @Test func `operands ask for their paths or words`() {
    #expect(paths("weigh", "") == .files([".yaml", ".yml"]))
    #expect(paths("weigh", "a.yaml", "b") == .files([".yaml", ".yml"]))
    #expect(paths("weigh", "--out", "") == .directories)
    #expect(paths("tare", "--key", "") == .files([]))
    #expect(offered("tare", "") == ["left", "right"])
    #expect(offered("scale", "remove", "b") == ["brass"])
    #expect(paths("scale", "remove", "b") == .directories)
  }

  @Test func `the caller learns what stands before the cursor`() {
    #expect(offered("weigh", "gold.yaml", "--unit", "") == ["carat"])
    var seen: CompletionQuery?
    _ = sample.complete(words: ["lab", "weigh", "-ohere", "x", "-u", "k"], index: 5) { query in
      seen = query
      return Completions()
    }
    #expect(seen?.kind == "unit")
    #expect(seen?.prefix == "k")
    #expect(seen?.path == ["weigh"])
    #expect(seen?.operands == ["x"])
    #expect(seen?.options == ["out": ["here"]])
  }

  @Test func `when all operands stand, options are offered`() {
    #expect(offered("tare", "left", "note", "").contains("--key"))
    #expect(offered("tare", "--", "left", "note", "") == [])
  }

  @Test func `behind two dashes no option is offered`() {
    #expect(offered("weigh", "--", "--o") == [])
    #expect(paths("weigh", "--", "-") == .files([".yaml", ".yml"]))
  }

  @Test func `help completes commands level by level`() {
    #expect(offered("help", "sc") == ["scale"])
    #expect(offered("help", "scale", "") == ["add", "remove"])
    #expect(offered("help", "nothing", "") == [])
    #expect(offered("help", "--") == ["--json", "--man", "--quiet", "--format", "--help"])
    #expect(offered("completions", "") == ["bash", "zsh", "fish"])
  }

  @Test func `words behind the cursor change nothing`() {
    #expect(sample.complete(words: ["lab", "sc", "weigh"], index: 1).candidates.map(\.value) == ["scale"])
  }

  @Test(arguments: [(-1, 0), (0, 0), (0, 1), (99, 1), (99, 3), (Int.max, 2), (Int.min, 2)])
  func `no index stops it`(index: Int, count: Int) {
    let words = Array(["lab", "weigh", "x"].prefix(count))
    _ = sample.complete(words: words, index: index)
    #expect(index > 0 || sample.complete(words: words, index: index) == Completions())
  }
}

struct `The lines of the completion scripts` {
  @Test func `paths come first, then words with their notes`() {
    let completions = Completions([Candidate("a"), Candidate("b", "second")], paths: .files([".yaml", ".yml"]))
    #expect(completions.text == ":files .yaml .yml\na\nb\tsecond\n")
    #expect(Completions(paths: .directories).text == ":directories\n")
    #expect(Completions(paths: .files([])).text == ":files\n")
    #expect(Completions().text == "")
  }

  @Test func `a value that would be misread is left out`() {
    let completions = Completions([Candidate("a\nb"), Candidate("a\tb"), Candidate(":files"), Candidate(""), Candidate("ok", "x\ny")])
    #expect(completions.text == "ok\tx\\ny\n")
  }
}
