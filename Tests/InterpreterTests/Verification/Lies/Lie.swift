import Attest
import Foundation
import Interpreter
import Record
import TestSupport

/// What somebody who can sign, or who can reach the files, says that is not so; and what a verifier must say to it.
struct Lie: Sendable {
  let kind: Kind
  let name: String
  let base: Base
  /// A code that must be among the findings that count; `nil` where a lie is the signer's word alone.
  let finding: String?
  /// The exit status without and with re-execution.
  let exit: (plain: Int, again: Int)
  /// The band of the verifier's policy, percent.
  var tolerance: Int?
  let change: @Sendable (inout Forgery) throws -> Void

  /// What is lied about.
  enum Kind: String, CaseIterable, Sendable {
    case status, results, measurements, plan, inputs, run, statement, evidence, files, page, records, evaluation, programs, loads, judges
  }

  /// What a verifier said.
  struct Answer {
    let plain: VerificationReport
    let again: VerificationReport
  }

  /// Tells the lie, and has it verified without and with re-execution.
  func told() throws -> Answer {
    let honest = try base.bundle()
    var forgery = Forgery(honest)
    try change(&forgery)
    let (files, key) = try forgery.finish()
    let folder = try TemporaryFolder()
    for (path, bytes) in files { try folder.write(bytes, to: "bundle/\(path)") }
    let builders = [Policy.Builder(id: HonestBundle.builder, keys: [key])]
    var request = VerificationRequest(
      bundle: folder.path("bundle"), policy: Policy(builders: builders, tolerance: tolerance.flatMap { Rational(Int128($0), over: 100) }),
      inputs: [honest.inputs], permissions: Permissions(commands: true, network: ["127.0.0.1"]),
      rendersReport: { _, _ in Array("the page of this renderer".utf8) })
    let plain = try Verifier.verify(request)
    request.reproduces = true
    return Answer(plain: plain, again: try Verifier.verify(request))
  }

  /// What is wrong with an answer, in a line each; empty where it is as it must be.
  func complaints(about answer: Answer) -> [String] {
    var complaints: [String] = []
    func demand(_ found: Int, _ expected: Int, _ way: String) {
      if found != expected { complaints.append("\(way): exit \(found), expected \(expected)") }
    }
    demand(answer.plain.exitCode, exit.plain, "plain")
    // On a machine under load other times than the forged ones can lie outside the band.
    let isOutside = tolerance != nil && exit.again == 3 && answer.again.exitCode == 4
    if !isOutside { demand(answer.again.exitCode, exit.again, "again") }
    let codes = Set([answer.plain, answer.again].flatMap { $0.properties.flatMap(\.findings) }.filter { $0.severity != .note }.map(\.code))
    if let finding, !codes.contains(finding) { complaints.append("no \(finding) among \(codes.sorted())") }
    return complaints
  }
}

extension Lie {
  /// A lie of a kind that a check of the bundle's own bytes finds.
  static func told(
    _ kind: Kind, _ base: Base, _ name: String, _ finding: String, exit: Int = 1, again: Int? = nil, tolerance: Int? = nil,
    _ change: @escaping @Sendable (inout Forgery) throws -> Void
  ) -> Lie {
    Lie(kind: kind, name: name, base: base, finding: finding, exit: (exit, again ?? exit), tolerance: tolerance, change: change)
  }

  /// A lie that only a re-execution finds: until then it is the signer's word.
  static func word(
    _ kind: Kind, _ base: Base, _ name: String, _ finding: String, tolerance: Int? = nil, again: Int = 4,
    _ change: @escaping @Sendable (inout Forgery) throws -> Void
  ) -> Lie {
    Lie(kind: kind, name: name, base: base, finding: finding, exit: (0, again), tolerance: tolerance, change: change)
  }
}
