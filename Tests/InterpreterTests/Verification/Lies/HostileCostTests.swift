// What a stranger can make a verifier do: work is counted, not timed, and is linear in what stands on the disk.
import Attest
import Foundation
import Interpreter
import Record
import TestSupport
import Testing

/// A bundle whose structure was changed by chance, and which was signed by somebody whom the verifier trusts.
private struct HostileBundle {
  let folder: TemporaryFolder
  let size: Int
  let key: PublicKey

  init(_ forgery: Forgery) throws {
    var forgery = forgery
    let (files, key) = try forgery.finish()
    folder = try TemporaryFolder()
    for (path, bytes) in files { try folder.write(bytes, to: "bundle/\(path)") }
    (size, self.key) = (files.reduce(0) { $0 + $1.value.count }, key)
  }

  var path: String { folder.path("bundle") }

  /// Verifies the bundle, and gives the exit code and the bytes that reading it took.
  func verified() throws -> (exitCode: Int, bytesRead: Int) {
    let request = VerificationRequest(
      bundle: path, policy: Policy(builders: [Policy.Builder(id: HonestBundle.builder, keys: [key])]), reproduces: true)
    return (try Verifier.verify(request).exitCode, try BundleReading(path: path).folder.meter.bytesRead)
  }
}

/// Changes of the structure of JSON, drawn by chance.
private struct StructuralMutation {
  var random: SeededGenerator

  mutating func mutate(_ json: JSON, depth: Int = 0) -> JSON {
    if depth > 0, Int.random(in: 0..<4, using: &random) == 0 { return replacement(of: json) }
    switch json {
    case .array(let elements) where !elements.isEmpty:
      var elements = elements
      let place = Int.random(in: elements.indices, using: &random)
      elements[place] = mutate(elements[place], depth: depth + 1)
      return .array(elements)
    case .object(var object) where !object.members.isEmpty:
      let member = object.members[Int.random(in: object.members.indices, using: &random)]
      object[member.name] = mutate(member.value, depth: depth + 1)
      return .object(object)
    default: return replacement(of: json)
    }
  }

  private mutating func replacement(of json: JSON) -> JSON {
    let count = [1, 100, 20_000].randomElement(using: &random) ?? 1
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return .array(Array(repeating: json, count: min(count, 500)))
    case 1: return .array(Array(repeating: 0, count: count))
    case 2: return .string(String(repeating: "9", count: count))
    case 3: return .number([-1, 0, 1e300, 9_007_199_254_740_992, 0.5].randomElement(using: &random) ?? 0)
    case 4: return (0..<min(count, 60)).reduce(json) { nested, _ in .array([nested]) }
    case 5:
      var object = JSON.Object()
      for number in 0..<min(count, 2_000) { object["k\(number)"] = json }
      return .object(object)
    case 6: return .null
    default: return .string("18446744073709551615")
    }
  }
}

@Suite struct `What a hostile bundle costs` {
  /// Every file is read by a handful of checks.
  private func isLinear(_ bytesRead: Int, _ size: Int) -> Bool { bytesRead <= 8 * size + (1 << 20) }

  /// `ETALON_FUZZ_ROUNDS` sets the number of rounds, and `ETALON_FUZZ_SEED` the first seed.
  @Test func `is linear in its size, whatever was done to its structure`() throws {
    let environment = ProcessInfo.processInfo.environment
    let rounds = environment["ETALON_FUZZ_ROUNDS"].flatMap(Int.init) ?? 40
    let first = environment["ETALON_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
    let honest = try Base.small.bundle()
    for round in 0..<UInt64(rounds) {
      var mutation = StructuralMutation(random: SeededGenerator(seed: first + round))
      var forgery = Forgery(honest)
      let file = BundleFile.signedRecords[Int.random(in: 0..<BundleFile.signedRecords.count, using: &mutation.random)]
      forgery.written = { files in
        guard let bytes = files[file] else { return }
        let lines = file.hasSuffix("jsonl") ? TrialLines.split(bytes) : [bytes]
        var text: [UInt8] = []
        for line in lines { text += mutation.mutate(try JSON(parsing: line)).canonicalBytes + (lines.count > 1 ? [0x0A] : []) }
        files[file] = text
      }
      let hostile = try HostileBundle(forgery)
      let (exitCode, bytesRead) = try hostile.verified()
      #expect(
        [0, 1, 3, 4].contains(exitCode) && isLinear(bytesRead, hostile.size), "seed \(first + round): \(file): \(exitCode), \(bytesRead)")
    }
  }

  @Test func `does not grow with empty lines of a manifest or of the trials`() throws {
    for file in [Manifest.name, "data/trials.jsonl"] {
      var forgery = Forgery(try Base.small.bundle())
      forgery.signed = { $0[file] = Array(repeating: 0x0A, count: 4 << 20) }
      let hostile = try HostileBundle(forgery)
      let (exitCode, bytesRead) = try hostile.verified()
      #expect(exitCode == 1 && isLinear(bytesRead, hostile.size))
    }
  }

  @Test func `does not grow with files that nothing names`() throws {
    var forgery = Forgery(try Base.small.bundle())
    for number in 0..<1000 { forgery.add("artifacts", Array("\(number)".utf8)) }
    let hostile = try HostileBundle(forgery)
    let (exitCode, bytesRead) = try hostile.verified()
    #expect(exitCode == 1 && isLinear(bytesRead, hostile.size))
  }

  @Test func `does not grow with holes: a file that has some is not read`() throws {
    let hostile = try HostileBundle(Forgery(try Base.small.bundle()))
    for name in ["data/artifacts/\(SHA256.digest(of: [1]).hex)", "data/results.json"] {
      let path = "\(hostile.path)/\(name)"
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.truncate(atOffset: 8 << 30)
      try handle.close()
    }
    let reading = try BundleReading(path: hostile.path)
    #expect(reading.folder.meter.bytesRead <= 1 << 20)
    #expect(reading.findings.count { $0.code == "sparse-file" } == 2)
    #expect(try hostile.verified().exitCode == 1)
  }

  @Test func `is bounded by the budget of the policy, and what it did not pay for is not called right or wrong`() throws {
    let hostile = try HostileBundle(Forgery(try Base.small.bundle()))
    for budget in [Policy.Budget(bytes: 1000), Policy.Budget(bytes: hostile.size / 2), Policy.Budget(bytes: hostile.size + 500)] {
      var policy = Policy(builders: [Policy.Builder(id: HonestBundle.builder, keys: [hostile.key])])
      policy.budget = budget
      let report = try Verifier.verify(VerificationRequest(bundle: hostile.path, policy: policy))
      #expect(report.exitCode == 3, "\(budget): \(report.properties.flatMap(\.findings))")
      #expect(report.codes(.intact).contains("budget-spent"))
    }
  }
}
