import Foundation
import TestSupport
import Testing

@Suite struct `Bad input gets a clear error and loses nothing` {
  private func folder(_ spec: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try SmallRun.lay(spec, in: folder)
    return folder
  }

  @Test func `a missing dataset is named with its place`() throws {
    let folder = try folder(smallSpec.replacing("file: digits.csv", with: "file: nowhere.csv"))
    let ran = try Etalon()("run", "small.yaml", in: folder.path)
    #expect(ran.status == 2 || ran.status == 1)
    #expect(ran.talk.contains("nowhere.csv"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("results/small")))
  }

  @Test func `a wrong digest names both digests`() throws {
    let folder = try folder(smallSpec.replacing("DIGITS", with: String(repeating: "ab", count: 32)))
    let ran = try Etalon()("check", "small.yaml", in: folder.path)
    #expect(ran.status == 2)
    #expect((ran.talk + ran.output).contains("small.yaml:"))
    #expect((ran.talk + ran.output).contains("abababab"))
  }

  @Test func `an unwritable folder is refused before anything runs`() throws {
    let folder = try folder(smallSpec)
    try folder.write("a file, not a folder", to: "out")
    let ran = try Etalon()("run", "small.yaml", "--out", "out", in: folder.path)
    #expect(ran.status == 1 || ran.status == 2)
    #expect(ran.talk.contains("out"))
  }

  @Test func `a target that this host cannot meet is refused and the rest runs`() throws {
    let folder = try folder(
      smallSpec.replacing(
        "one-core: { device: cpu, threads: 1 }", with: "one-core: { device: cpu, threads: 1, require: { memory: \">= 900 TiB\" } }"))
    let ran = try Etalon()("run", "small.yaml", in: folder.path)
    #expect(ran.status == 1 || ran.status == 3)
    #expect(ran.talk.contains("memory"))
    #expect(ran.output.contains("results/small/"))
  }

  @Test func `a private key that others may read is refused with the line that mends it`() throws {
    let etalon = try Etalon()
    _ = try etalon("key", "new", "lab")
    _ = try etalon.shell("chmod 644 '\(etalon.home.path("config/etalon/keys/lab.pem"))'")
    let folder = try folder(smallSpec)
    let ran = try etalon("run", "small.yaml", "--sign", "lab", in: folder.path)
    #expect(ran.status == 2)
    #expect(ran.talk.contains("chmod 600"))
  }

  @Test func `a claim that fails is exit code 1 and the bundle is there`() throws {
    let folder = try folder(smallSpec.replacing("training.accuracy >= 0.5", with: "training.accuracy > 2"))
    let ran = try Etalon()("run", "small.yaml", in: folder.path)
    #expect(ran.status == 1)
    #expect(ran.talk.contains("fails"))
    #expect(ran.output.contains("results/small/"))
  }

  @Test func `a file that is no bundle is answered, not crashed on`() throws {
    let etalon = try Etalon()
    for path in ["/dev/null", "/nowhere", Repository.path("specs")] {
      let answer = try etalon("verify", path)
      #expect(answer.status == 1 || answer.status == 2, "\(path): \(answer.status)")
      #expect(!(answer.output + answer.talk).isEmpty)
    }
  }

  @Test(.enabled(if: canMountTmpfs, "needs user namespaces to mount a small file system"))
  func `a full disk is said plainly and what was measured stays`() throws {
    let etalon = try Etalon()
    let folder = try folder(smallSpec)
    let line =
      "mkdir out && unshare -rm sh -c \"mount -t tmpfs -o size=24k none out && '\(Etalon.path)' run small.yaml --out out; echo status \\$?\""
    let ran = try etalon.shell(line, in: folder.path)
    #expect(ran.output.contains("status 1"), "\(ran.output)\(ran.talk)")
    #expect(ran.talk.contains("full") || ran.talk.contains("No space"), "\(ran.talk)")
  }
}

/// Whether this system lets an ordinary process mount a file system of its own.
let canMountTmpfs: Bool = (try? run("/bin/sh", ["-c", "unshare -rm mount -t tmpfs none /mnt"]).status) == 0
