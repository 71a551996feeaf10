import Foundation
import Interpreter
import Sealing
import TestSupport
import Testing

@Suite(.enabled(if: TestServer.problem(TestServer.faults) == nil)) struct `A sealed set` {
  @Test func `is public in its commitment, and opens item by item with proofs`() throws {
    let bank = try SealedBank(recipients: 2)
    let etalon = bank.etalon
    func path(_ name: String) -> String { bank.folder.path(name) }
    let shown = try etalon("dataset", "inspect", path("bank"))
    #expect(shown.status == 0 && shown.output.contains(bank.digest) && shown.output.contains("lab: age1"), "\(shown.talk)")
    #expect(try bank.leaks(in: [path("bank")], [shown.output]).status == 0)

    let opened = try etalon(
      "dataset", "open", path("bank"), "--items", "beta-identity,delta-identity", "--identity", path("plain/court.txt"), "-o",
      path("opening.json"))
    #expect(opened.status == 0, "\(opened.talk)")
    let checked = try etalon("dataset", "check", path("opening.json"), path("bank/commitment.json"))
    #expect(checked.status == 0 && checked.output.contains("青蛙") && !checked.output.contains("heron"), "\(checked.talk)")
    #expect(try Repository.text(of: path("bank/open.jsonl")).split(separator: "\n").count == 2)

    let again = try etalon("dataset", "open", path("bank"), "--items", "beta-identity", "--identity", path("plain/lab.txt"))
    #expect(again.status == 2 && again.talk.contains("seal-burned") && again.talk.contains("court"), "\(again.talk)")
    let over = try etalon(
      "dataset", "open", path("bank"), "--items", "alpha-identity", "--identity", path("plain/lab.txt"), "-o", path("opening.json"))
    #expect(over.status == 2 && over.talk.contains("[file-exists]") && over.talk.contains("nothing was opened"), "\(over.talk)")
    // Who opens without the log is found by what lies there.
    try FileManager.default.removeItem(atPath: path("bank/access.jsonl"))
    #expect(try etalon("dataset", "inspect", path("bank")).output.contains("2 of 4"))
    let third = try etalon("dataset", "open", path("bank"), "--items", "delta-identity", "--identity", path("plain/lab.txt"))
    #expect(third.status == 2 && third.talk.contains("seal-burned"), "\(third.talk)")
    let relabelled = try Repository.text(of: path("opening.json")).replacing("beta-identity\",\"index", with: "innocent\",\"index")
    try bank.folder.write(relabelled, to: "relabelled.json")
    let proven = try etalon("dataset", "check", path("relabelled.json"), path("bank"), "--format", "json")
    #expect(proven.status == 0 && !proven.output.contains("innocent"), "\(proven.output)")
    let forged = try Repository.text(of: path("opening.json")).replacing("\"index\":1", with: "\"index\":2")
    try bank.folder.write(forged, to: "forged.json")
    #expect(try etalon("dataset", "check", path("forged.json"), path("bank")).status == 1)
  }

  @Test(.enabled(if: findProgram("age") != nil, "age is not installed (Debian: age)")) func `names the holder of a leaked copy`() throws {
    let bank = try SealedBank(recipients: 2)
    let age = try #require(findProgram("age"))
    let plain = try run(age, ["-d", "-i", bank.folder.path("plain/court.txt"), bank.folder.path("bank/copies/court.age")])
    #expect(plain.status == 0, "\(plain.talk)")
    try bank.folder.write(String(plain.output.split(separator: "\n")[1]), to: "dump.txt")
    let whose = try bank.etalon("dataset", "whose", bank.folder.path("dump.txt"), "--set", bank.folder.path("bank"))
    #expect(whose.status == 0 && whose.output.hasPrefix("court"), "\(whose.talk)")
    #expect(try bank.etalon("dataset", "whose", bank.folder.path("plain/bank.jsonl"), "--set", bank.folder.path("bank")).status == 1)
  }

  @Test func `leaves nothing of itself in a run, and its totals are checked once the key is published`() throws {
    let bank = try SealedBank()
    func path(_ name: String) -> String { bank.folder.path(name) }
    let finished = try bank.run()
    #expect(finished.status == 0, "\(finished.talk)")
    let bundle = finished.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let leaks = try bank.leaks(in: [path("results"), path("bank"), bank.etalon.home.path], [finished.output, finished.talk])
    #expect(leaks.status == 0, "\(leaks.output.suffix(2000))")
    #expect(try Self.lengths(in: bundle) == [1024])
    #expect(try Self.areAscending(in: bundle))

    let closed = try bank.etalon("verify", bundle)
    #expect(closed.status == 3 && closed.output.contains("sealed, not checkable"), "\(closed.output)")
    #expect(closed.output.contains("sees them"))
    let wrong = try bank.etalon("verify", bundle, "--opened", path("bank"))
    #expect(wrong.status == 2 && wrong.talk.contains("seal-not-published"), "\(wrong.talk)")
    #expect(try bank.etalon("dataset", "publish", path("bank"), "--identity", path("plain/lab.txt")).status == 0)
    let open = try bank.etalon("verify", bundle, "--opened", path("bank"), "--require", "intact")
    #expect(open.status == 0, "\(open.output)")
  }

  /// How long the open lines of the transcripts of items may be, by what stands encrypted.
  private static func lengths(in bundle: String) throws -> Set<Int> {
    let folder = bundle + "/data/transcripts"
    var lengths: Set<Int> = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      for line in try Repository.text(of: "\(folder)/\(name)").split(separator: "\n") where line.contains("\"item/") {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        lengths.insert((Data(base64Encoded: object?["response"] as? String ?? "")?.count ?? 0) - 28)
      }
    }
    return lengths
  }

  /// Whether no series of the measurements stands in the order of items.
  private static func areAscending(in bundle: String) throws -> Bool {
    let text = try Repository.text(of: bundle + "/data/measurements.json")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let series = (object["trials"] as? [[String: Any]] ?? []).flatMap { $0["series"] as? [[String: Any]] ?? [] }
    return !series.isEmpty
      && series.allSatisfy { series in
        let samples =
          series["numbers"] as? [Double] ?? (series["nanoseconds"] as? [Any] ?? []).compactMap { Double("\($0)") }
        return samples == samples.sorted()
      }
  }

  @Test func `leaves nothing when its run is killed, and goes on with its key alone`() throws {
    let bank = try SealedBank("slow", isFailing: false)
    func path(_ name: String) -> String { bank.folder.path(name) }
    let process = Process()
    process.executableURL = URL(filePath: Etalon.path)
    process.arguments = [
      "run", "spec.yaml", "--identity", path("plain/lab.txt"), "--allow", "network=127.0.0.1:\(try TestServer.faults.get().port)", "--out",
      path("results"),
    ]
    process.currentDirectoryURL = URL(filePath: bank.folder.path)
    process.environment = ProcessInfo.processInfo.environment.merging(bank.etalon.environment) { $1 }
    try bank.folder.write("", to: "killed.txt")
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: path("killed.txt"))
    try process.run()
    let proc = "/proc/\(process.processIdentifier)"
    while process.isRunning, (try? Repository.text(of: path("killed.txt")).contains("1 of 3")) != true,
      Wal.answers(in: path("results/.journal")) < 140_000
    { usleep(20_000) }
    let limits = try Repository.text(of: "\(proc)/limits")
    let words = try Repository.text(of: "\(proc)/cmdline") + ((try? Repository.text(of: "\(proc)/environ")) ?? "")
    kill(process.processIdentifier, SIGSEGV)
    process.waitUntilExit()
    #expect(limits.split(separator: "\n").contains { $0.hasPrefix("Max core file size") && $0.contains(" 0 ") })
    let leaks = try bank.leaks(in: [path("results"), path("bank"), path("killed.txt"), bank.etalon.home.path], [words])
    #expect(leaks.status == 0, "\(leaks.output.suffix(2000))")
    let other = try bank.run("--resume", identity: "court")
    #expect(other.status == 0, "\(other.talk)")
    #expect(try bank.leaks(in: [path("results")], [other.talk]).status == 0)
  }

  @Test(.enabled(if: findProgram("bwrap") != nil, "bubblewrap is not installed"))
  func `is put to a program one prompt at a time, and nothing of it stays`() throws {
    let bank = try SealedBank(isFailing: false)
    func path(_ name: String) -> String { bank.folder.path(name) }
    let script = "import sys; text = sys.stdin.read(); print(text.upper(), end=''); print(text, file=sys.stderr); sys.exit('weir' in text)"
    let spec = try Repository.text(of: path("spec.yaml")).split(separator: "\n").map { line in
      line.hasPrefix("subjects:") ? "subjects: { model: { script: { script: \"\(script)\" } } }" : String(line)
    }
    try bank.folder.write(spec.joined(separator: "\n") + "\n", to: "spec.yaml")
    let finished = try bank.run("--allow", "command")
    #expect(finished.status == 0, "\(finished.talk)")
    let leaks = try bank.leaks(in: [path("results"), path("bank"), bank.etalon.home.path], [finished.output, finished.talk])
    #expect(leaks.status == 0, "\(leaks.output.suffix(2000))")
  }

  @Test func `is refused without its key, with a wrong one, and where anything of it was changed`() throws {
    let bank = try SealedBank()
    func path(_ name: String) -> String { bank.folder.path(name) }
    let none = try bank.etalon("run", "spec.yaml", "--allow", "network=127.0.0.1:\(try TestServer.faults.get().port)", in: bank.folder.path)
    #expect(none.status == 2 && none.talk.contains("[sealed]"), "\(none.talk)")
    #expect(try bank.etalon("dataset", "key", path("plain/stranger.txt")).status == 0)
    let wrong = try bank.run(identity: "stranger")
    #expect(wrong.status == 1 && wrong.talk.contains("age-identity"), "\(wrong.talk)")
    var copy = try Repository.bytes(of: path("bank/copies/lab.age"))
    copy.removeLast()
    try bank.folder.write(copy, to: "bank/copies/lab.age")
    let cut = try bank.run()
    #expect(cut.status == 1 && cut.talk.contains("cut, changed"), "\(cut.talk)")
    let secret = try Repository.text(of: path("plain/lab.txt")).split(separator: "\n").last.map(String.init) ?? ""
    let pasted = try bank.etalon("dataset", "seal", path("plain/bank.jsonl"), "--recipient", secret, "-o", path("other"))
    #expect(
      pasted.status == 2 && pasted.talk.contains("age-recipient-secret") && !pasted.talk.contains(secret.suffix(20)), "\(pasted.talk)")
    try bank.folder.write("{\"id\":1,\"q\":\"a\"}\n{\"id\":1,\"q\":\"b\"}\n", to: "twice.jsonl")
    let recipient =
      try Repository.text(of: path("plain/lab.txt")).split(separator: "\n")[0].split(separator: " ").last.map(String.init) ?? ""
    let twice = try bank.etalon("dataset", "seal", path("twice.jsonl"), "--recipient", recipient, "-o", path("other"))
    #expect(twice.status == 2 && twice.talk.contains("line 2"), "\(twice.talk)")
  }

  @Test func `is audited by the items that a beacon chooses`() throws {
    let bank = try SealedBank(isFailing: false)
    func path(_ name: String) -> String { bank.folder.path(name) }
    let bundle = try bank.run().output.trimmingCharacters(in: .whitespacesAndNewlines)
    let beacon = try TestBeacon()
    let later = ISO8601DateFormatter().string(from: Date(timeIntervalSinceNow: 60)).replacing("Z", with: ".000Z")
    try bank.folder.write(try beacon.pulse(at: later), to: "pulse.json")
    let made = try bank.etalon(
      "dataset", "audit", bundle, "--set", path("bank"), "--identity", path("plain/court.txt"), "--pulse", path("pulse.json"), "-o",
      path("audit.json"))
    #expect(made.status == 0, "\(made.talk)")
    let fewer = try bank.etalon(
      "dataset", "audit", bundle, "--set", path("bank"), "--identity", path("plain/court.txt"), "--pulse", path("pulse.json"), "--count",
      "1", "-o", path("fewer.json"))
    #expect(fewer.status == 2 && fewer.talk.contains("[audit-choice]"), "\(fewer.talk)")
    try bank.folder.write(
      "etalon-policy: 1\nrequire: [intact]\nbeacons:\n  - kind: nist\n    certificate: |\n"
        + beacon.certificate.split(separator: "\n").map { "      \($0)\n" }.joined(), to: "policy.yaml")
    let judged = try bank.etalon("verify", bundle, "--audit", path("audit.json"), "--require", "audited", "--policy", path("policy.yaml"))
    // The signer's clock alone does not show that the run came before the pulse.
    #expect(judged.status == 3 && judged.output.contains("nobody else says"), "\(judged.output) \(judged.talk)")
    let text = try Repository.text(of: path("audit.json"))
    try bank.folder.write(
      text.replacing("\"position\":0", with: "\"position\":9").replacing("\"position\":1", with: "\"position\":9"), to: "audit.json")
    let forged = try bank.etalon("verify", bundle, "--audit", path("audit.json"), "--require", "audited", "--policy", path("policy.yaml"))
    #expect(forged.status == 1 && forged.output.contains("audit-verdict"), "\(forged.output)")
  }

  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason)) func `agrees with other implementations of age and SD-JWT`() throws {
    let bank = try SealedBank(recipients: 1)
    func path(_ name: String) -> String { bank.folder.path(name) }
    let opened = try bank.etalon(
      "dataset", "open", path("bank"), "--items", "alpha-identity,beta-identity", "--identity", path("plain/lab.txt"), "-o",
      path("opening.json"))
    #expect(opened.status == 0, "\(opened.talk)")
    let outside = try OutsidePython.run(
      "check_sealed.py", [path("bank"), path("plain/lab.txt"), path("opening.json"), path("plain/bank.jsonl"), path("theirs.age")])
    #expect(outside.status == 0, "\(outside.talk)")
    let identities = try Identities.published(path("plain/lab.txt"))
    let theirs = try AgeReader.open(try Repository.bytes(of: path("theirs.age")), with: .identities(identities)).contents()
    #expect(theirs == Array(String(repeating: "from pyrage ", count: 20_000).utf8))
  }

  @Test(.enabled(if: findProgram("age") != nil, "age is not installed (Debian: age)"), arguments: [[], ["-a"]])
  func `reads what age writes, in both forms, and age reads what it writes`(form: [String]) throws {
    let folder = try TemporaryFolder()
    let recipient = try Identities.make(folder.path("key.txt"))
    let plain = Array(String(repeating: "三只青蛙 and a weir\n", count: 9000).utf8)
    try folder.write(plain, to: "plain")
    let age = try #require(findProgram("age"))
    let made = try run(age, form + ["-r", recipient.description, "-o", folder.path("theirs.age"), folder.path("plain")])
    #expect(made.status == 0, "\(made.talk)")
    let identities = try Identities.read(folder.path("key.txt"))
    #expect(try AgeReader.open(try Repository.bytes(of: folder.path("theirs.age")), with: .identities(identities)).contents() == plain)
    let other = try AgeIdentity.generate()
    let ours = try AgeWriter.encrypt(plain, to: [other.recipient, recipient])
    try folder.write(form.isEmpty ? ours : AgeArmor.encode(ours), to: "ours.age")
    let read = try run(age, ["-d", "-i", folder.path("key.txt"), folder.path("ours.age")])
    #expect(read.status == 0 && Array(read.output.utf8) == plain, "\(read.talk)")
  }
}

private enum Wal {
  /// How many bytes the journals of a folder have.
  static func answers(in folder: String) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix("-wal") }.reduce(0) { sum, name in
      let size = (try? FileManager.default.attributesOfItem(atPath: folder + "/" + name))?[.size] as? Int
      return sum + (size ?? 0)
    }
  }
}
