import Testing
import TestSupport
import Text

@Suite struct ShellQuotedTests {
  @Test(arguments: [
    ("results/a-1.yaml", "results/a-1.yaml"), ("", "''"), ("a b", "'a b'"), ("; rm -rf ~", "'; rm -rf ~'"), ("it's", #"'it'\''s'"#),
    ("$HOME", "'$HOME'"), ("a\nb", #"$'a\x0ab'"#), ("`x`", "'`x`'"), ("é", "'é'"),
  ])
  func `a word is quoted where a shell would read it otherwise`(word: String, text: String) { #expect(shellQuoted(word) == text) }

  @Test(arguments: ["; rm -rf ~", "a\nb\t'\\", "$(x)", "\u{1b}[31m", "a\u{202e}b", "*", "~", "\"", "é😀"])
  func `the shell reads what was meant`(word: String) throws {
    #expect(try run("/bin/bash", ["-c", "printf %s \(shellQuoted(word))"]).output == word)
  }

  @Test func `a path that begins with a dash is no option`() { #expect(shellQuoted("-rf") == "./-rf") }
}
