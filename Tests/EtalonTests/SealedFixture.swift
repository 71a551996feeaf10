import Foundation
import TestSupport

/// A sealed bank of a few questions with a spec over it, as an institution would have it.
struct SealedBank {
  let folder: TemporaryFolder
  let etalon: Etalon
  /// Everything that must never turn up.
  let secrets: [String]
  let digest: String

  static let questions = [
    ("alpha", "Which heron nests upstream of Quillfeather weir?", "GREYMANTLE HERON OF THE WEIR"),
    ("beta", "墨池里的第七只青蛙叫什么名字，住在哪一块石头下面？", "第七只青蛙住在北边的青石下面不出来"),
    ("gamma", "Name the cipher clerk who lost the Tarrasque ledger. FAIL", "CLERK OF THE LOST LEDGER TARRASQUE"),
    ("delta", "How many brass oxlips did Verrinder count at dusk?", "FORTY-ONE BRASS OXLIPS AT DUSK"),
  ]

  /// - Parameter isFailing: Whether a question is among them that the server answers with an error.
  init(_ behaviour: String = "repeating", isFailing: Bool = true, recipients: Int = 2) throws {
    folder = try TemporaryFolder()
    etalon = try Etalon()
    let questions = SealedBank.questions.filter { isFailing || !$0.1.contains("FAIL") }
    let lines = questions.map { #"{"id":"\#($0.0)-identity","question":"\#($0.1)","answer":"\#($0.2)"}"# }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "plain/bank.jsonl")
    secrets = questions.flatMap { [$0.1, $0.2, "\($0.0)-identity"] }
    try folder.write(String(decoding: try JSONSerialization.data(withJSONObject: secrets), as: UTF8.self), to: "plain/secrets.json")
    var options: [String] = []
    for holder in ["lab", "court", "press"].prefix(recipients) {
      let made = try etalon("dataset", "key", folder.path("plain/\(holder).txt"))
      options += ["--recipient", "\(holder)=\(made.output.trimmingCharacters(in: .whitespacesAndNewlines))"]
    }
    let sealed = try TestSupport.run(
      Etalon.path, ["dataset", "seal", folder.path("plain/bank.jsonl"), "-o", folder.path("bank")] + options,
      environment: etalon.environment)
    guard sealed.status == 0 else { throw TestServer.Unavailable(reason: sealed.talk) }
    digest = sealed.output.trimmingCharacters(in: .whitespacesAndNewlines)
    try folder.write(spec(behaviour), to: "spec.yaml")
  }

  private func spec(_ behaviour: String) -> String {
    let port = (try? TestServer.faults.get().port) ?? 9
    return """
      etalon: 1
      name: sealed
      seed: 7
      targets: { host: { threads: 1 } }
      datasets:
        bank:
          sealed: bank
          sha256: \(digest)
          audit: 2
          format: { jsonl: { id: id, input: question, answer: answer } }
      subjects: { model: { endpoint: { url: "http://127.0.0.1:\(port)/\(behaviour)/v1", model: any } } }
      workloads:
        quiz:
          evaluate: model
          dataset: bank
          scorer: { exact-match: { normalize: true } }
          errors: { treat: wrong, up-to: 100% }

      """
  }

  /// A command line that runs the spec.
  func run(_ more: String..., identity: String = "lab") throws -> Finished {
    try TestSupport.run(
      Etalon.path,
      [
        "run", "spec.yaml", "--identity", folder.path("plain/\(identity).txt"), "--allow",
        "network=127.0.0.1:\(try TestServer.faults.get().port)",
        "--out", folder.path("results"),
      ] + more, in: folder.path, environment: etalon.environment)
  }

  /// Looks for the secrets in files and texts; what was found, in words.
  func leaks(in paths: [String], _ texts: [String] = []) throws -> Finished {
    for (index, text) in texts.enumerated() { try folder.write(text, to: "streams/\(index)") }
    guard let python = findProgram("python3") else { throw TestServer.Unavailable(reason: "there is no python3") }
    let places = paths + (texts.isEmpty ? [] : [folder.path("streams")])
    return try TestSupport.run(python, [Repository.path("Tests/Outside/check_leaks.py"), folder.path("plain/secrets.json")] + places)
  }
}
