@testable import Attest
import Foundation
import Record
import TestSupport
import Testing

/// A bundle as one file, and what somebody can do to the file.
@Suite struct `An archive of a bundle` {
  /// A packed bundle and the bytes of its archive.
  private struct Packed {
    let bundle: BundleFixture
    let path: String
    var bytes: [UInt8]

    init() throws {
      bundle = try BundleFixture()
      path = bundle.folder.path("bundle.tar")
      try bundle.reading.pack(to: path)
      bytes = try Repository.bytes(of: path)
    }

    /// Where the header of a member stands.
    func header(_ name: String) throws -> Int {
      try #require(stride(from: 0, to: bytes.count, by: 512).first { bytes[$0...].starts(with: Array(name.utf8) + [0]) })
    }

    /// Puts bytes into a header and its checksum right.
    mutating func patch(_ header: Int, _ field: Int, _ new: [UInt8]) {
      bytes.replaceSubrange((header + field)..<(header + field + new.count), with: new)
      bytes.replaceSubrange((header + 148)..<(header + 156), with: Array("        ".utf8))
      let sum = String(bytes[header..<(header + 512)].reduce(0) { $0 + Int($1) }, radix: 8)
      bytes.replaceSubrange((header + 148)..<(header + 156), with: Array((String(repeating: "0", count: 6 - sum.count) + sum + "\0 ").utf8))
    }

    /// What a check of the changed archive finds in it.
    func complaints() throws -> [String] {
      let changed = bundle.folder.path("changed.tar")
      try Data(bytes).write(to: URL(filePath: changed))
      return try BundleReading(path: changed).findings.map { "\($0.code) \($0.path)" }
    }
  }

  @Test func `is as intact and authentic as the folder, and has the same root`() throws {
    let packed = try Packed()
    let reading = try BundleReading(path: packed.path)
    #expect(reading.findings == [])
    #expect(try reading.root == packed.bundle.reading.root)
    #expect(reading.authenticity(under: packed.bundle.policy).state == .holds)
    #expect(reading.folder.files.count == packed.bundle.files.count)
  }

  @Test func `has the same bytes from any copy of the bundle, also from an archive`() throws {
    let packed = try Packed()
    let copy = packed.bundle.folder.path("copy")
    #expect(try run("/bin/cp", ["-r", packed.bundle.path, copy]).status == 0)
    #expect(try run("/bin/chmod", ["-R", "700", copy]).status == 0)
    let (second, third) = (packed.bundle.folder.path("second.tar"), packed.bundle.folder.path("third.tar"))
    try BundleReading(path: copy).pack(to: second)
    try BundleReading(path: packed.path).pack(to: third)
    #expect(try Repository.bytes(of: second) == packed.bytes)
    #expect(try Repository.bytes(of: third) == packed.bytes)
  }

  @Test func `is what GNU tar writes when nothing is left to choose, and unpacks to the bundle`() throws {
    let packed = try Packed()
    let options = "--format=ustar --owner=0 --group=0 --numeric-owner --mode=0644 --mtime=@0 --blocking-factor=1"
    let made = try run(
      "/bin/sh", ["-c", "find * -type f | LC_ALL=C sort | tar \(options) --files-from=- -cf ../gnu.tar"], in: packed.bundle.path)
    #expect(made.status == 0, "\(made.talk)")
    #expect(try Repository.bytes(of: packed.bundle.folder.path("gnu.tar")) == packed.bytes)
    let out = packed.bundle.folder.path("out")
    #expect(try run("/bin/sh", ["-c", "mkdir out && tar -xf bundle.tar -C out"], in: packed.bundle.folder.path).status == 0)
    #expect(try BundleReading(path: out).findings == [])
  }

  @Test func `with one bit flipped anywhere is refused`() throws {
    let whole = try Packed()
    for place in stride(from: 0, to: whole.bytes.count, by: 61) {
      var packed = whole
      packed.bytes[place] ^= 1
      let name = "report.html"
      let report = try whole.header(name)
      if (report + 512..<report + 1024).contains(place) { continue }
      let changed = packed.bundle.folder.path("changed.tar")
      try Data(packed.bytes).write(to: URL(filePath: changed))
      // A changed file, a changed envelope, a damaged header: each is found by another check.
      guard let reading = try? BundleReading(path: changed) else { continue }
      let verdict = reading.authenticity(under: packed.bundle.policy)
      #expect(!reading.findings.isEmpty || verdict.state != .holds, "byte \(place)")
    }
  }

  @Test func `cut short at any block is refused`() throws {
    let whole = try Packed()
    for count in stride(from: 512, to: whole.bytes.count, by: 512) {
      var packed = whole
      packed.bytes = Array(whole.bytes[..<count])
      #expect(try packed.complaints().first?.hasPrefix("archive-truncated") == true, "\(count) bytes")
    }
  }

  struct Attack: Sendable, CustomTestStringConvertible {
    let code: String
    let field: Int
    let bytes: [UInt8]
    var testDescription: String { "\(code) at \(field)" }
  }

  static let attacks = [
    Attack(code: "hard-link", field: 156, bytes: Array("1".utf8)),
    Attack(code: "symbolic-link", field: 156, bytes: Array("2".utf8)),
    Attack(code: "special-file", field: 156, bytes: Array("3".utf8)),
    Attack(code: "special-file", field: 156, bytes: Array("4".utf8)),
    Attack(code: "special-file", field: 156, bytes: Array("6".utf8)),
    Attack(code: "archive-form", field: 156, bytes: Array("5".utf8)),
    Attack(code: "sparse-file", field: 156, bytes: Array("S".utf8)),
    Attack(code: "archive-extension", field: 156, bytes: Array("x".utf8)),
    Attack(code: "archive-extension", field: 156, bytes: Array("g".utf8)),
    Attack(code: "archive-extension", field: 156, bytes: Array("L".utf8)),
    Attack(code: "archive-extension", field: 156, bytes: [0]),
    Attack(code: "name-not-allowed", field: 0, bytes: Array("/ata/plan.json".utf8)),
    Attack(code: "name-not-allowed", field: 0, bytes: Array("../a/plan.json".utf8)),
    Attack(code: "name-not-allowed", field: 0, bytes: Array("data/../an.jso".utf8)),
    Attack(code: "name-not-allowed", field: 345, bytes: Array("over".utf8)),
    Attack(code: "archive-size", field: 124, bytes: [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]),
    Attack(code: "archive-size", field: 124, bytes: Array("     000010\0".utf8)),
    Attack(code: "archive-truncated", field: 124, bytes: Array("77777777777\0".utf8)),
    Attack(code: "archive-form", field: 100, bytes: Array("0000755\0".utf8)),
    Attack(code: "archive-form", field: 108, bytes: Array("0001750\0".utf8)),
    Attack(code: "archive-form", field: 136, bytes: Array("00000000001\0".utf8)),
    Attack(code: "archive-form", field: 157, bytes: Array("target".utf8)),
    Attack(code: "archive-form", field: 263, bytes: Array(" \0".utf8)),
    Attack(code: "archive-form", field: 265, bytes: Array("root".utf8)),
    Attack(code: "archive-form", field: 500, bytes: Array("hidden".utf8)),
  ]

  @Test(arguments: attacks) func `with another header is refused`(attack: Attack) throws {
    var packed = try Packed()
    packed.patch(try packed.header("data/plan.json"), attack.field, attack.bytes)
    let complaints = try packed.complaints()
    #expect(complaints.count == 1 && complaints[0].hasPrefix("\(attack.code) "), "\(complaints)")
  }

  @Test func `with a wrong checksum is refused`() throws {
    var packed = try Packed()
    let header = try packed.header("data/plan.json")
    packed.bytes[header + 148] ^= 1
    #expect(try packed.complaints() == ["archive-checksum ."])
  }

  @Test func `with a name twice or out of order is refused`() throws {
    var twice = try Packed()
    twice.patch(try twice.header("data/inputs.json"), 0, Array("data/environment.json".utf8))
    #expect(try twice.complaints() == ["archive-duplicate data/environment.json"])
    var swapped = try Packed()
    swapped.patch(try swapped.header("data/inputs.json"), 0, Array("aata/inputs.json".utf8))
    #expect(try swapped.complaints() == ["archive-order aata/inputs.json"])
  }

  @Test func `with bytes between or behind its files is refused`() throws {
    var padded = try Packed()
    let header = try padded.header("bagit.txt")
    padded.bytes[header + 1023] = 1
    #expect(try padded.complaints() == ["archive-padding bagit.txt"])
    var longer = try Packed()
    longer.bytes += [UInt8](repeating: 0, count: 512)
    #expect(try longer.complaints() == ["archive-trailing ."])
    var hidden = try Packed()
    hidden.bytes[hidden.bytes.count - 1] = 1
    #expect(try hidden.complaints() == ["archive-trailing ."])
  }

  @Test func `with a file that has no place in a bundle is refused`() throws {
    var packed = try Packed()
    packed.patch(try packed.header("report.html"), 0, Array("report.txt\0".utf8))
    #expect(try packed.complaints().contains("file-extra report.txt"))
  }

  @Test func `is never added to`() throws {
    let packed = try Packed()
    let key = try SigningKey.generate()
    let reading = try BundleReading(path: packed.path)
    #expect { _ = try reading.sign(as: "x", with: key) } throws: { ($0 as? AttestFault)?.code == "archive-unchangeable" }
  }

  @Test func `is not made of a broken bundle`() throws {
    let bundle = try BundleFixture()
    try bundle.write([], to: "data/plan.json")
    let path = bundle.folder.path("bundle.tar")
    #expect { try bundle.reading.pack(to: path) } throws: { ($0 as? AttestFault)?.code == "bundle-not-intact" }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `is not made of a file that fits into none, nor of one that changes meanwhile`() throws {
    let bundle = try BundleFixture()
    let name = "attestations/" + String(repeating: "a", count: 100) + ".tsr"
    try bundle.write([0], to: name)
    let path = bundle.folder.path("bundle.tar")
    #expect { try bundle.reading.pack(to: path) } throws: { ($0 as? AttestFault)?.code == "archive-unfit" }
    let other = try BundleFixture()
    let reading = try other.reading
    try other.write(try other.bytes("data/plan.json").reversed(), to: "data/plan.json")
    #expect { try reading.pack(to: path) } throws: { ($0 as? AttestFault)?.code == "bundle-changed" }
    #expect(try FileManager.default.contentsOfDirectory(atPath: other.folder.path) == ["bundle"])
  }

  @Test(
    arguments: [
      ([0x1F, 0x8B, 8, 0], "gzip -dc"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xz -dc"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd -dc"),
      ([0x42, 0x5A, 0x68, 0x39], "bzip2 -dc"), ([0x50, 0x4B, 3, 4], "unzip -q"), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "7z x"),
    ] as [([UInt8], String)])
  func `of another kind is answered with the command that converts it`(magic: [UInt8], command: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("it's.archive")
    try Data(magic + [UInt8](repeating: 7, count: 600)).write(to: URL(filePath: path))
    #expect {
      _ = try BundleReading(path: path)
    } throws: { error in
      let fault = error as? AttestFault
      guard fault?.code == "archive-foreign", let help = fault?.help else { return false }
      return help.contains(command) && help.contains(#"it'\''s.archive'"#)
    }
  }

  @Test func `is told from a file that is none`() throws {
    let folder = try TemporaryFolder()
    for bytes in [[], Array("etalon: 1\n".utf8), [UInt8](repeating: 0, count: 2048)] as [[UInt8]] {
      let path = folder.path("file")
      try Data(bytes).write(to: URL(filePath: path))
      #expect { _ = try BundleReading(path: path) } throws: { ($0 as? AttestFault)?.code == "not-a-bundle" }
    }
  }
}

@Suite struct `A folder of bundles` {
  @Test func `lists folders and archives three deep, and nothing behind a link`() throws {
    let bundle = try BundleFixture()
    let shelf = bundle.folder.path("shelf")
    let line = "mkdir -p shelf/a/b shelf/none; cp -r bundle shelf/a/b/run; ln -s ../bundle shelf/link"
    #expect(try run("/bin/sh", ["-c", line], in: bundle.folder.path).status == 0)
    try bundle.reading.pack(to: "\(shelf)/run.tar")
    #expect(bundles(under: shelf) == ["\(shelf)/a/b/run", "\(shelf)/run.tar"])
    #expect(bundles(under: bundle.path) == [bundle.path])
    #expect(bundles(under: bundle.folder.path("nowhere")) == [])
  }
}

@Suite struct `Hashing a bundle's files` {
  @Test(arguments: [1, 2, 5]) func `gives the same digests with any number of threads`(threads: Int) throws {
    let bundle = try BundleFixture { draft in
      for number in 0..<40 { try draft.add(inFolder: "artifacts", [UInt8](repeating: UInt8(number), count: 70_000)) }
    }
    let folder = try BundleFolder(path: bundle.path)
    let paths = folder.files.keys.sorted() + ["data/nowhere"]
    let digests = folder.digests(of: paths, threads: threads)
    #expect(digests.count == folder.files.count)
    for path in folder.files.keys { #expect(try digests[path] == SHA256.digest(of: bundle.bytes(path))) }
  }
}
