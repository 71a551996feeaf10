import Record
import TestSupport
import Testing

@testable import Attest

@Suite struct LineReaderTests {
  /// The lines of a file of a bundle, and why they end.
  private func read(_ text: String, as digest: Digest? = nil, limit: Int = 1 << 20) throws -> (lines: [String], fault: LineReader.Fault?) {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "lines")
    var reader = LineReader(try OpenFile.open(path), limit: limit, digest: digest)
    var lines: [String] = []
    do throws(LineReader.Fault) {
      while let line = try reader.next() { lines.append(String(decoding: line, as: UTF8.self)) }
      return (lines, nil)
    } catch {
      return (lines, error)
    }
  }

  @Test(arguments: [("", []), ("\n", [""]), ("a\n", ["a"]), ("a\n\nb\n", ["a", "", "b"])])
  func `a file is read line by line`(text: String, expected: [String]) throws {
    let (lines, fault) = try read(text)
    #expect(lines == expected && fault == nil)
  }

  @Test(arguments: [65_535, 65_536, 65_537, 200_000]) func `a line may end anywhere in a piece of the file`(length: Int) throws {
    let expected = [String(repeating: "x", count: length), "second", String(repeating: "y", count: length)]
    let (lines, fault) = try read(expected.map { $0 + "\n" }.joined())
    #expect(lines == expected && fault == nil)
  }

  @Test func `a last line without its end is told, after those before it`() throws {
    let (lines, fault) = try read("a\nb")
    #expect(lines == ["a"] && fault == .notEnded)
  }

  @Test(arguments: [5, 100_000]) func `a line longer than the limit is not kept`(limit: Int) throws {
    let exact = String(repeating: "x", count: limit)
    #expect(try read(exact + "\n", limit: limit).fault == nil)
    let (lines, fault) = try read("a\n" + exact + "x\n", limit: limit)
    #expect(lines == ["a"] && fault == .tooLong)
  }

  @Test func `bytes of another digest are told at the end, once they were all read`() throws {
    #expect(try read("a\nb\n", as: SHA256.digest(of: Array("a\nb\n".utf8))).fault == nil)
    let (lines, fault) = try read("a\nb\n", as: SHA256.digest(of: []))
    #expect(lines == ["a", "b"] && fault == .changed)
  }

  @Test func `a file that is not there, or a link, has no lines`() throws {
    let bundle = try BundleFixture()
    #expect(try bundle.reading.folder.lines(named: SHA256.digest(of: []), in: "items") == nil)
    #expect(LineReader.Fault.unreadable("no reason").words == "cannot be read: no reason")
  }

  @Test func `a folder opened as a file cannot be read`() throws {
    let folder = try TemporaryFolder()
    var reader = LineReader(try OpenFile.open(folder.path), limit: 10)
    #expect(throws: LineReader.Fault.self) { _ = try reader.next() }
  }
}
