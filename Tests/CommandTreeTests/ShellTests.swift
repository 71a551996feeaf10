// The completion scripts in the shells themselves, asking a stand-in for the program that notes what it was asked.

import CommandTree
import Foundation
import TestSupport
import Testing

/// A folder with some files, and a program `lab` that notes its arguments and answers what it was told to.
private struct Stage {
  let folder: TemporaryFolder

  init(answer: Completions, shell: Shell) throws {
    folder = try TemporaryFolder()
    for name in ["a.yaml", "b.yml", "c d.yaml", "e.txt", "sub/f.yaml"] { try folder.write("", to: "work/" + name) }
    try folder.write(answer.text, to: "answer")
    try folder.write(shell.script(for: "lab"), to: "script")
    let program = try folder.write("#!/bin/sh\nprintf '%s\\n' \"$@\" > ../asked\ncat ../answer\n", to: "bin/lab")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
  }

  /// What the stand-in was asked last, argument by argument.
  var asked: [String] {
    get throws { try Repository.text(of: folder.path("asked")).components(separatedBy: "\n").dropLast() }
  }

  /// Runs the shell on `text` in the folder with the files; gives the lines it printed, complaints included.
  func run(_ shell: Shell, _ text: String) throws -> [String] {
    let bare = shell == .fish ? "--no-config" : shell == .zsh ? "-f" : "--norc"
    let environment = ["PATH": folder.path("bin") + ":/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8", "TERM": "dumb"]
    let program = try #require(findProgram(shell.rawValue))
    let finished = try TestSupport.run(program, [bare, "-c", text], in: folder.path("work"), environment: environment)
    return (finished.output + finished.talk).split(separator: "\n").map { String($0) }
  }
}

private func isInstalled(_ shell: Shell) -> Bool { findProgram(shell.rawValue) != nil }

/// What Bash does at the tab key: words in an array, the answer in another.
private func bash(_ words: String...) -> String {
  let quoted = words.map { "'\($0)'" }.joined(separator: " ")
  return "source ../script; COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1); _lab; printf '%s\\n' \"${COMPREPLY[@]}\""
}

/// What zsh does at the tab key, with its completion functions replaced by ones that print what they are given.
private func zsh(_ words: String...) -> String {
  let quoted = words.map { "'\($0)'" }.joined(separator: " ")
  return """
    compdef() { print -r -- "compdef $*" }
    compset() { print -r -- "compset $*" }
    _files() { print -r -- "_files $*" }
    _describe() { print -rl -- "${(@P)2}" }
    source ../script
    words=(\(quoted)); CURRENT=\(words.count)
    _lab
    """
}

private func fish(_ line: String) -> String { "source ../script; complete -C '\(line)'" }

@Suite(.enabled(if: isInstalled(.bash), "bash is not installed"))
struct `Completion in Bash` {
  @Test func `words are asked for and quoted`() throws {
    let stage = try Stage(answer: Completions([Candidate("weigh", "things"), Candidate("x[a=b] $(id)")]), shell: .bash)
    #expect(try stage.run(.bash, bash("lab", "-q", "")) == ["weigh", "x\\[a=b\\]\\ \\$\\(id\\)"])
    #expect(try stage.asked == ["__complete", "2", "lab", "-q", ""])
  }

  @Test func `files are filtered by their endings, folders stay`() throws {
    let stage = try Stage(answer: Completions(paths: .files([".yaml", ".yml"])), shell: .bash)
    #expect(try stage.run(.bash, bash("lab", "weigh", "")).sorted() == ["a.yaml", "b.yml", "c d.yaml", "sub"])
    #expect(try stage.run(.bash, bash("lab", "weigh", "c")) == ["c d.yaml"])
  }

  @Test func `folders alone and all files can be asked for`() throws {
    let folders = try Stage(answer: Completions(paths: .directories), shell: .bash)
    #expect(try folders.run(.bash, bash("lab", "--out", "=", "")) == ["sub"])
    #expect(try folders.run(.bash, bash("lab", "--out", "=")) == ["sub"])
    let files = try Stage(answer: Completions(paths: .files([])), shell: .bash)
    #expect(try files.run(.bash, bash("lab", "")).sorted() == ["a.yaml", "b.yml", "c d.yaml", "e.txt", "sub"])
  }

  @Test func `the script is well formed`() throws {
    let stage = try Stage(answer: Completions(), shell: .bash)
    #expect(try stage.run(.bash, "bash -n ../script") == [])
  }
}

@Suite(.enabled(if: isInstalled(.zsh), "zsh is not installed"))
struct `Completion in zsh` {
  @Test func `words are described, colons escaped`() throws {
    let stage = try Stage(answer: Completions([Candidate("weigh", "things: all"), Candidate("a:b"), Candidate("c\\d")]), shell: .zsh)
    #expect(try stage.run(.zsh, zsh("lab", "w")) == ["compdef _lab lab", "weigh:things: all", "a\\:b", "c\\\\d"])
    #expect(try stage.asked == ["__complete", "1", "lab", "w"])
  }

  @Test func `files are left to the shell with a pattern`() throws {
    let stage = try Stage(answer: Completions(paths: .files([".yaml", ".yml"])), shell: .zsh)
    #expect(try stage.run(.zsh, zsh("lab", "w")).dropFirst() == ["compset -P --*=", "_files -g *(.yaml|.yml)(-.)"])
    let folders = try Stage(answer: Completions(paths: .directories), shell: .zsh)
    #expect(try folders.run(.zsh, zsh("lab", "w")).last == "_files -/")
  }

  @Test func `the script is well formed`() throws {
    let stage = try Stage(answer: Completions(), shell: .zsh)
    #expect(try stage.run(.zsh, "zsh -n ../script") == [])
  }
}

@Suite(.enabled(if: isInstalled(.fish), "fish is not installed"))
struct `Completion in fish` {
  @Test func `words come with their notes`() throws {
    let stage = try Stage(answer: Completions([Candidate("weigh", "things"), Candidate("wait")]), shell: .fish)
    #expect(try stage.run(.fish, fish("lab -q w")) == ["wait", "weigh\tthings"])
    #expect(try stage.asked == ["__complete", "2", "lab", "-q", "w"])
  }

  @Test func `files are filtered by their endings, folders stay`() throws {
    let stage = try Stage(answer: Completions(paths: .files([".yaml", ".yml"])), shell: .fish)
    #expect(try stage.run(.fish, fish("lab weigh ")) == ["a.yaml", "b.yml", "c d.yaml", "sub/"])
    #expect(try stage.run(.fish, fish("lab weigh --list=")) == ["--list=a.yaml", "--list=b.yml", "--list=c d.yaml", "--list=sub/"])
  }

  @Test func `folders alone and all files can be asked for`() throws {
    let folders = try Stage(answer: Completions(paths: .directories), shell: .fish)
    #expect(try folders.run(.fish, fish("lab ")) == ["sub/"])
    let files = try Stage(answer: Completions(paths: .files([])), shell: .fish)
    #expect(try files.run(.fish, fish("lab ")) == ["a.yaml", "b.yml", "c d.yaml", "e.txt", "sub/"])
  }

  @Test func `the script is well formed`() throws {
    let stage = try Stage(answer: Completions(), shell: .fish)
    #expect(try stage.run(.fish, "fish --no-execute ../script") == [])
  }
}

struct `Completion scripts` {
  @Test(arguments: Shell.allCases)
  func `every place carries the program's name`(shell: Shell) {
    let script = shell.script(for: "my-lab")
    #expect(!script.contains("PROGRAM") && !script.contains("FUNCTION"))
    #expect(script.contains("my-lab __complete"))
    #expect(script.contains("_my_lab"))
    #expect(script.hasSuffix("\n") && !script.hasSuffix("\n\n"))
  }

  @Test(arguments: Shell.allCases)
  func `a name cannot smuggle code in`(shell: Shell) {
    #expect(!shell.script(for: "x; rm -rf $HOME `id`").contains("rm -rf"))
  }
}
