import Attest
import Foundation
import Record

extension Lie {
  private static let year2000 = Timestamp(recordText: "2000-01-01T00:00:00Z")
  private static let year2100 = Timestamp(recordText: "2100-01-01T00:00:00Z")

  /// How the run went.
  static let aboutRun: [Lie] = [
    told(.run, .small, "a product is said to have run in a sandbox", "isolation-differs") {
      $0.records.run.isolation = [RunRecord.Isolation(node: "gemm", layers: [.seccomp])]
    },
    told(.run, .small, "a known answer is another one", "probe-differs") { forgery in
      let probe = "probe.gemm.f32"
      forgery.records.environment.fields[probe] = FingerprintField(.result, probed: "0000000000000000")
    },
    told(.run, .small, "a taint tells of a known answer that is right", "probe-differs") {
      $0.records.environment.taints = ($0.records.environment.taints + ["numeric-probe-differs"]).sorted()
    },
    told(.run, .small, "secrets were taken out of answers that nobody gave", "redacted-differs") { $0.records.run.redacted = 5 },
    told(.run, .small, "the run ended before it started", "time-order") { $0.records.run.ended = year2000 ?? $0.records.run.ended },
    told(.run, .small, "the run started after its trials", "attempts-differ") {
      $0.records.run.started = year2100 ?? $0.records.run.started
      $0.records.run.ended = $0.records.run.started
    },
    told(.run, .small, "the run ended before its trials", "attempts-differ") { forgery in
      forgery.records.run.started = year2000 ?? forgery.records.run.started
      forgery.records.run.ended = forgery.records.run.started
    },
    told(.run, .small, "the run will end in another century", "time-order") { $0.records.run.ended = year2100 ?? $0.records.run.ended },
    told(.run, .small, "an interruption before the run", "interruptions-differ") {
      $0.records.run.interruptions = [year2000].compactMap(\.self)
    },
    told(.run, .small, "an interruption after the run", "interruptions-differ") {
      $0.records.run.interruptions = [year2100].compactMap(\.self)
    },
    told(.run, .small, "an attempt was interrupted and the run was not", "attempts-differ") {
      try $0.line("gemm") {
        var attempt = $0.attempts[0]
        (attempt.outcome, attempt.ended) = (.interrupted, nil)
        $0.attempts.insert(attempt, at: 0)
      }
    },
    told(.run, .broken, "nothing was left out", "partial-differs") { forgery in
      forgery.leaves = [.partial]
      forgery.records.run.partial = []
    },
    told(.run, .broken, "a failed trial is not among what was left out", "partial-differs") { forgery in
      forgery.leaves = [.partial]
      forgery.records.run.partial.removeFirst()
    },
    told(.run, .broken, "a trial failed for another reason than it is told", "partial-differs") { forgery in
      forgery.leaves = [.partial]
      try forgery.line("wrong") { $0.reason = "a meteor" }
    },
    told(.run, .small, "something was left out that nobody knows of", "partial-differs") { forgery in
      forgery.leaves = [.partial]
      forgery.records.run.partial.append("the auditor was there")
    },
    told(.run, .program, "a program ran though nobody allowed it", "permission-missing") { $0.records.run.allowed = [] },
    told(.run, .quiz, "an endpoint answered though nobody allowed it", "permission-missing") { $0.records.run.allowed = [] },
    told(.run, .small, "a permission that there is not", "permission-unknown") { $0.records.run.allowed = ["everything"] },
    told(.run, .scored, "the target requires more cores than the host has", "requirement-unmet") {
      $0.environment("limits.cores", 0)
    },
    told(.run, .scored, "the target requires memory that the host does not tell", "requirement-unmet") {
      $0.environment("memory.total", nil)
    },
    told(.run, .scored, "the target requires more memory than the host has", "requirement-unmet") {
      $0.environment("memory.total", 1000)
    },
    told(.run, .small, "the host has none of the instruction sets that ran", "host-differs") {
      $0.environment("cpu.instruction-sets", .array([]))
    },
    told(.run, .small, "the fingerprint is empty", "fingerprint-incomplete") { $0.records.environment.fields = [:] },
    told(.run, .small, "the fingerprint has a value and says that it has none", "fingerprint-shape") {
      $0.records.environment.fields["os.kernel"]?.source = .absent
    },
    told(.run, .small, "the fingerprint has no value and says that it has one", "fingerprint-shape") {
      $0.records.environment.fields["os.kernel"]?.value = nil
    },
    told(.run, .small, "taints are out of order", "fingerprint-shape") { $0.records.environment.taints = ["b", "a"] },
    told(.run, .small, "what affects bits is said to be for information", "fingerprint-shape") {
      for name in $0.records.environment.fields.keys where name.hasPrefix("probe.") {
        $0.records.environment.fields[name]?.effect = .informational
      }
    },
  ]

  /// What the signature is over.
  static let aboutStatement: [Lie] = [
    told(.statement, .small, "the signature is over another bundle", "subject-differs") {
      $0.statement = { $0.root = SHA256.digest(of: [1]) }
    },
    told(.statement, .small, "the signature is over another plan", "parameters-differ") {
      $0.statement = { $0.plan = SHA256.digest(of: [1]) }
    },
    told(.statement, .small, "the signature is over other lines", "parameters-differ") {
      $0.statement = { $0.trialsRoot = SHA256.digest(of: [1]) }
    },
    told(.statement, .small, "the signature is over more lines", "parameters-differ") { $0.statement = { $0.trialsCount = 1_000 } },
    told(.statement, .small, "the signature is over no lines", "parameters-differ") { $0.statement = { $0.trialsCount = 0 } },
    told(.statement, .small, "the signature leaves out an input", "parameters-differ") { $0.statement = { $0.dependencies.removeLast() } },
    told(.statement, .small, "the signature names an input twice", "parameters-differ") {
      $0.statement = { $0.dependencies.append($0.dependencies[0]) }
    },
    told(.statement, .small, "the signature is over another input", "parameters-differ") {
      $0.statement = { $0.dependencies[0].digest = SHA256.digest(of: [1]) }
    },
    told(.statement, .small, "the signature names an input otherwise", "parameters-differ") {
      $0.statement = { $0.dependencies[0].name = "dataset/imagenet" }
    },
    told(.statement, .small, "the signature is of another start", "parameters-differ") {
      $0.statement = { $0.started = year2000 ?? $0.started }
    },
    told(.statement, .small, "the signature is of another end", "parameters-differ") { $0.statement = { $0.ended = year2100 ?? $0.ended } },
    told(.statement, .small, "the signature is of another builder", "builder-differs") { $0.statement = { $0.builder = "national lab" } },
    told(.statement, .small, "the bundle is not signed", "not-signed", exit: 3) { $0.leaves = [.signature] },
    told(.statement, .small, "the bundle is signed by a key of nobody", "key-unknown", exit: 3) { forgery in
      forgery.signed = { files in
        let key = try SigningKey.generate()
        let envelope = try Envelope(reading: files["attestations/run.dsse.json"] ?? [])
        files["attestations/run.dsse.json"] = Envelope(signing: envelope.payload, with: key).bytes
      }
    },
    told(.statement, .small, "the signature is of another key than it names", "signature-invalid") { forgery in
      forgery.signed = { files in
        let text = String(decoding: files["attestations/run.dsse.json"] ?? [], as: UTF8.self)
        let envelope = try Envelope(reading: Array(text.utf8))
        let other = Envelope(signing: envelope.payload, with: try SigningKey.generate())
        files["attestations/run.dsse.json"] = Array(
          String(decoding: other.bytes, as: UTF8.self).replacingOccurrences(of: other.keyid, with: envelope.keyid).utf8)
      }
    },
    told(.statement, .small, "the payload is of another type", "payload-type") { $0.resigned(type: "text/plain") { $0 } },
    told(.statement, .small, "the statement is of another predicate", "predicate-type") {
      $0.restated { $0.replacingOccurrences(of: "slsa.dev/provenance/v1", with: "slsa.dev/provenance/v9") }
    },
    told(.statement, .small, "the statement is of another build type", "build-type") {
      $0.restated { $0.replacingOccurrences(of: "urn:etalon:run:v1", with: "urn:etalon:run:v9") }
    },
    told(.statement, .small, "the statement is of another form", "statement-type") {
      $0.restated { $0.replacingOccurrences(of: "in-toto.io/Statement/v1", with: "in-toto.io/Statement/v9") }
    },
    told(.statement, .small, "the statement lacks its times", "statement-unreadable") {
      $0.restated { $0.replacingOccurrences(of: "startedOn", with: "beganOn") }
    },
    told(.statement, .small, "the statement is about another file", "subject-differs") {
      $0.restated { $0.replacingOccurrences(of: "\"name\":\"manifest-sha256.txt\"", with: "\"name\":\"manifest.txt\"") }
    },
    told(.statement, .small, "the statement counts with a sign", "statement-unreadable") {
      $0.restated { $0.replacingOccurrences(of: "\"trialsCount\":\"4\"", with: "\"trialsCount\":\"+4\"") }
    },
    told(.statement, .small, "the statement is no JSON", "statement-unreadable") { $0.restated { _ in "{" } },
    told(.statement, .small, "the statement has a second subject", "subject-differs") {
      $0.restated { text in
        text.replacingOccurrences(of: "\"subject\":[", with: "\"subject\":[").replacingOccurrences(
          of: "\"name\":\"manifest-sha256.txt\"}]", with: "\"name\":\"manifest-sha256.txt\"},{\"digest\":{},\"name\":\"other\"}]")
      }
    },
    told(.statement, .small, "the statement says more than a run does", "statement-unreadable") {
      $0.restated { $0.replacingOccurrences(of: "\"externalParameters\":{", with: "\"externalParameters\":{\"certified\":\"yes\",") }
    },
  ]
}

extension Forgery {
  /// Signs the payload again as another type, by a key that the verifier is told to trust: their own forger's.
  mutating func resigned(type: String, _ change: @escaping (String) -> String) { resigning = (type, change) }

  /// Signs a payload that differs from the statement.
  mutating func restated(_ change: @escaping (String) -> String) { resigning = (Envelope.statementType, change) }
}
