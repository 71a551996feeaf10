import Foundation
import TestSupport
import Testing

@Suite struct `Bad input gets a clear error and loses nothing` {
  private func folder(_ spec: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try SmallRun.lay(spec, in: folder)
    return folder
  }

  /// A spec of kernels alone.
  private func kernels(on targets: String = "{ host: { threads: 1 } }", _ workloads: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let lines = workloads.split(separator: "\n").map { "  " + $0 }
    try folder.write("etalon: 1\nname: small\ntargets: \(targets)\nworkloads:\n" + lines.joined(separator: "\n") + "\n", to: "small.yaml")
    return folder
  }

  @Test func `a missing dataset is named with its place`() throws {
    let folder = try folder(smallSpec.replacing("file: digits.csv", with: "file: nowhere.csv"))
    let checked = try Etalon()("check", "small.yaml", in: folder.path)
    #expect(checked.status == 0, "it may be elsewhere when the spec runs")
    #expect(checked.talk.contains("warning: `nowhere.csv` (`digits`) is neither there nor in your store"), "\(checked.talk)")
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

  /// A spec with a transformer over a text of the same folder.
  private func story(_ text: [UInt8], split: String = "{ train: 80%, test: 20% }") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "story.txt")
    let digest = try run("/usr/bin/sha256sum", [path]).output.prefix(64)
    try folder.write(
      """
      etalon: 1
      name: small
      targets: { host: { threads: 1 } }
      datasets: { story: { file: story.txt, sha256: \(digest), format: text, split: \(split) } }
      workloads:
        reader:
          train: gpt
          dataset: story
          with: { layers: 1, width: 8, heads: 2, context: 8, batch: 4 }
          stop: { steps: 5 }
      """, to: "small.yaml")
    return folder
  }

  @Test func `a text that cannot be one fails its training by name`() throws {
    let good = Array(String(repeating: "abc def\n", count: 40).utf8)
    let many = String(String.UnicodeScalarView((0x10000..<0x10000 + 70_000).compactMap(Unicode.Scalar.init)))
    for (text, message) in [
      (good + [0xC3, 0x28], "is not UTF-8 (line 41)"),
      (good + Array("Ω".utf8), "U+3A9"), (Array("abc abc abc ab".utf8), "a context of 8 takes more"), ([], "is empty"),
      (Array((many + many).utf8), "70000 different characters"),
    ] {
      let folder = try story(text)
      let checked = try Etalon()("check", "small.yaml", in: folder.path)
      #expect(checked.status == 2)
      #expect(
        checked.talk.contains(message) && checked.talk.contains("small.yaml:4:") && checked.talk.contains("help:"), "\(checked.talk)")
      let ran = try Etalon()("run", "small.yaml", in: folder.path)
      #expect(ran.status == 2)
      #expect(ran.talk.contains(message), "\(message): \(ran.talk)")
      #expect(!FileManager.default.fileExists(atPath: folder.path("results")), "nothing ran")
    }
    let folder = try story(good)
    let fine = try Etalon()("run", "small.yaml", in: folder.path)
    #expect(fine.status == 0, "\(fine.talk)")
  }

  @Test func `a training that diverges, or whose data do not fit, fails with the reason`() throws {
    let layers = "layers: [64, 32, 10]"
    for (settings, message, help) in [
      ("layers: [64, 64, 64, 64, 64, 64, 64, 64, 64, 10]", "the loss of step", "use a smaller learning rate"),
      ("layers: [63, 32, 10]", "the model takes 63", "the first of `layers` is the number of features"),
      ("layers: [64, 32, 9]", "expected a class from 0 to 8", "the last width of the model"),
    ] {
      let rate = message.hasPrefix("the loss") ? "lr: 900000" : "lr: 0.004"
      let folder = try folder(smallSpec.replacing(layers, with: settings).replacing("lr: 0.004", with: rate))
      let checked = try Etalon()("check", "small.yaml", in: folder.path)
      #expect(checked.status == (message.hasPrefix("the loss") ? 0 : 2), "only a run can find out that it diverges")
      let ran = try Etalon()("run", "small.yaml", in: folder.path)
      #expect(ran.status == (message.hasPrefix("the loss") ? 1 : 2), "what a check refuses is refused before the first trial")
      #expect(ran.talk.contains(message) && ran.talk.contains(help), "\(ran.talk)")
    }
  }

  @Test func `a model's weights that were cut or changed in a bundle are noticed`() throws {
    let small = try SmallRun()
    let plan = try Repository.text(of: small.bundle + "/data/results.json")
    let digest = try #require(plan.firstMatch(of: /"name":"weights","value":\{"digest":"([0-9a-f]{64})"/)?.output.1)
    let path = small.bundle + "/data/artifacts/\(digest)"
    let bytes = try Repository.bytes(of: path)
    for changed in [Array(bytes.prefix(100)), [], Array(bytes.dropLast(4)) + [0, 0, 0xC0, 0x7F], Array(repeating: 0xFF, count: 64)] {
      try Data(changed).write(to: URL(filePath: path))
      let answer = try small.etalon("verify", small.bundle, "--reproduce", "--inputs", small.folder.path)
      #expect(answer.status == 1, "\(answer.output)")
      #expect(answer.output.contains("intact") && answer.output.contains("fails"), "\(answer.output)")
    }
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

  @Test func `sizes that do not fit one another are found by check, each at its place`() throws {
    let folder = try kernels(
      """
      wide: { kernel: convolution, with: { height: 8, width: 8, kernel-height: 11, kernel-width: 3 } }
      padded: { kernel: convolution-input-gradient, with: { padding: 3 } }
      pool: { kernel: max-pool, with: { height: 8, width: 8, window: 9 } }
      dense: { kernel: spmv, with: { columns: 8 } }
      huge: { kernel: gemm, with: { m: 200000, n: 200000, k: 8 } }
      sibling: { kernel: gemm, type: i8 }
      packed: { kernel: gemm, numerics: vendor, with: { m: 8, prepacked: 1 } }
      long: { kernel: gemv, numerics: vendor, with: { m: 4, n: 8388608 } }
      """)
    let checked = try Etalon()("check", "small.yaml", in: folder.path)
    #expect(checked.status == 2)
    for (place, message) in [
      ("5:76", "a kernel of 11 by 3 does not fit in 8 by 8"), ("6:66", "padding 3 is not below a kernel of 3 by 3"),
      ("7:66", "a window of 9 does not fit in 8 by 8"), ("8:32", "a row of 8 columns cannot store 16 entries"),
      ("9:31", "bytes of memory, and may have 68719476736"), ("10:34", "`gemm-integer` exists for it"),
      ("11:70", "lays its operands out within each call"),
      ("12:60", "elements of 8388608 terms have no error bound in f32"),
    ] {
      #expect(checked.talk.contains("small.yaml:\(place)") && checked.talk.contains(message), "\(place) \(message): \(checked.talk)")
    }
  }

  @Test func `memory and time are limits for kernels and trainings too`() throws {
    let folder = try folder(
      smallSpec.replacing("sample: { warmup: 0, count: 1 }", with: "sample: { warmup: 0, count: 1 }\n    limits: { memory: 1 kB }"))
    let checked = try Etalon()("check", "small.yaml", in: folder.path)
    #expect(checked.status == 2)
    #expect(checked.talk.contains("no memory for its mlp") && checked.talk.contains("training needs about "), "\(checked.talk)")
    let late = try kernels(
      """
      late: { kernel: gemm, with: { m: 512, n: 512, k: 512 }, limits: { time: 1 us }, sample: { warmup: 0, count: 1 } }
      """)
    let ran = try Etalon()("run", "small.yaml", in: late.path)
    #expect(ran.status == 1)
    #expect(ran.talk.contains("cut: the time limit of 0.000001 s was reached (raise `limits.time`)"), "\(ran.talk)")
  }

  @Test func `more threads than cores are said to make times doubtful`() throws {
    let folder = try kernels(
      on: "{ crowd: { threads: 999 }, alone: { threads: 1 } }",
      """
      exp: { kernel: exp, with: { n: 100 }, matrix: { target: [crowd, alone] }, sample: { warmup: 0, count: 1 } }
      """)
    let ran = try Etalon()("run", "small.yaml", in: folder.path)
    #expect(ran.status == 0)
    #expect(ran.talk.contains("doubtful  `exp[target=crowd]` ran with more threads than the "), "\(ran.talk)")
  }

  @Test func `a quiet run says why it did not end well, and score says what has no value`() throws {
    let folder = try folder(smallSpec.replacing("accuracy >= 0.", with: "accuracy > 1 + 0."))
    let ran = try Etalon()("run", "small.yaml", "-q", in: folder.path)
    #expect(ran.status != 0)
    #expect(ran.talk.contains("claim  ") && !ran.talk.contains("[1/"), "\(ran.talk)")
    #expect(ran.talk.contains("no value  training.time-to-quality"), "\(ran.talk)")
    let bundle = ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let scored = try Etalon()("score", bundle, in: folder.path)
    #expect(scored.output.contains("no value  training.time-to-quality: the quality target was not reached"), "\(scored.output)")
  }

  @Test func `a claim that fails is exit code 1 and the bundle is there`() throws {
    let folder = try folder(smallSpec.replacing("training.accuracy >= 0.5", with: "training.accuracy > 1"))
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
