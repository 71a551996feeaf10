import TestSupport
import Testing

@testable import Interpreter

@Suite struct `Bytes of a dataset` {
  private let text = (0..<5000).map { "{\"n\":\($0)}\n" }.joined()

  @Test func `are unpacked by what they are, whatever the file is called`() throws {
    let plain = Array(text.utf8)
    #expect(try DatasetBytes.plain(plain) == plain)
    #expect(try DatasetBytes.plain(Packed.gzip(text)) == plain)
    #expect(try DatasetBytes.plain(Packed.zstd(text)) == plain)
  }

  @Test func `several members in a row are read one after another`() throws {
    #expect(try DatasetBytes.plain(Packed.gzip("ab") + Packed.gzip("cd")) == Array("abcd".utf8))
    #expect(try DatasetBytes.plain(Packed.zstd("ab") + Packed.zstd("cd")) == Array("abcd".utf8))
    #expect(try DatasetBytes.plain(Packed.gzip("")).isEmpty)
  }

  @Test func `a byte order mark in front is passed over, packed or not, and only one`() throws {
    #expect(try DatasetBytes.plain(Array("\u{FEFF}a".utf8)) == [0x61])
    #expect(try DatasetBytes.plain(Packed.gzip("\u{FEFF}a")) == [0x61])
    #expect(try DatasetBytes.plain(Array("\u{FEFF}\u{FEFF}".utf8)) == byteOrderMark)
  }

  @Test func `that end too early are refused`() throws {
    for packed in [try Packed.gzip(text), try Packed.zstd(text)] {
      for count in [4, 20, packed.count / 2, packed.count - 1] {
        let fault = #expect(throws: DataFault.self) { try DatasetBytes.plain(Array(packed.prefix(count))) }
        #expect(fault?.message.contains("cannot be unpacked") == true, "\(fault?.message ?? "") at \(count)")
        #expect(fault?.help != nil)
      }
    }
  }

  @Test func `that were changed are refused by their checksum`() throws {
    for var packed in [try Packed.gzip(text), try Packed.packed(Array(text.utf8), "zstd", "-qc", "--check")] {
      packed[packed.count - 3] ^= 1
      #expect(throws: DataFault.self) { try DatasetBytes.plain(packed) }
    }
  }

  @Test func `with something else behind them are refused`() throws {
    #expect(throws: DataFault.self) { try DatasetBytes.plain(Packed.gzip("a") + Array("rest".utf8)) }
    #expect(throws: DataFault.self) { try DatasetBytes.plain(Packed.zstd("a") + Array("rest".utf8)) }
  }

  @Test func `that would grow beyond the limit cost no more than the limit`() throws {
    let zeros = [UInt8](repeating: 0, count: 8 << 20)
    for packed in [try Packed.packed(zeros, "gzip", "-nc"), try Packed.packed(zeros, "zstd", "-qc")] {
      #expect(packed.count < 100_000)
      let fault = #expect(throws: DataFault.self) { try DatasetBytes.plain(packed, limit: 1 << 20) }
      #expect(fault?.message.contains("holds more than 1048576 bytes") == true)
      #expect(try DatasetBytes.plain(packed).count == 8 << 20)
    }
  }

  @Test func `of any kind make nothing trap`() {
    var generator = SeededGenerator(seed: 1952)
    for _ in 0..<500 {
      let head: [UInt8] = Bool.random(using: &generator) ? [0x1F, 0x8B, 0x08] : [0x28, 0xB5, 0x2F, 0xFD]
      let bytes = head + (0..<Int.random(in: 0..<60, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
      _ = try? DatasetBytes.plain(bytes, limit: 1 << 16)
    }
  }

  @Test(arguments: [
    ("BZh9", "bzip2"), ("PAR1", "Parquet"), ("PK\u{3}\u{4}", "a zip archive"), ("version https://git-lfs.github.com/spec/v1", "Git LFS"),
    ("<!DOCTYPE html>", "HTML"), ("SQLite format 3", "SQLite"),
  ])
  func `of another format are called by its name`(head: String, name: String) {
    let fault = ForeignFormat.fault(Array(head.utf8), declared: "JSON Lines")
    #expect(fault?.message.contains(name) == true)
    #expect(fault?.help != nil)
    #expect(ForeignFormat.fault(Array("{}".utf8), declared: "JSON Lines") == nil)
  }
}
