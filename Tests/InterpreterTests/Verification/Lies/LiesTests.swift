import Attest
import Foundation
import Interpreter
import Record
import TestSupport
import Testing

extension Lie {
  /// Every lie of the corpus.
  static let all =
    aboutStatus + aboutResults + aboutMeasurements + aboutPlan + aboutInputs + aboutRun + aboutStatement + aboutFiles + aboutEvidence
    + aboutPrograms + aboutEvaluations + aboutLoads + aboutJudges

  /// Whether this host can make the run that it starts from.
  var isTellable: Bool {
    switch base {
    case .vendor: HostLibrary.hasOpenBLAS
    case .quiz: TestServer.problem(TestServer.faults) == nil
    case .loaded: TestServer.problem(TestServer.loads) == nil
    case .program, .diary, .broken: findProgram("bwrap") != nil
    case .judged: findProgram("bwrap") != nil && findProgram("python3") != nil
    case .small, .cached, .scored, .wide, .held: true
    }
  }
}

@Suite struct `The corpus of lies` {
  @Test func `is large`() { #expect(Lie.all.count >= 200) }

  @Test(arguments: Base.allCases) func `starts from runs that hold, also when they are executed again`(base: Base) throws {
    var lie = Lie.word(.status, base, "nothing but the truth", "none") { _ in }
    guard lie.isTellable else { return }
    lie = Lie(kind: .status, name: lie.name, base: base, finding: nil, exit: (0, 0), change: { _ in })
    let answer = try lie.told()
    let complaints = lie.complaints(about: answer)
    #expect(complaints.isEmpty, "\(complaints) \(answer.again.conclusion) \(answer.again.properties.flatMap(\.findings))")
  }

  @Test(arguments: Lie.Kind.allCases) func `is refused, each lie for its reason`(kind: Lie.Kind) throws {
    let lies = Lie.all.filter { $0.kind == kind && $0.isTellable }
    var (refused, onlyAgain, accepted) = (0, 0, 0)
    for lie in lies {
      let answer = try lie.told()
      switch (answer.plain.exitCode, answer.again.exitCode) {
      case (0, 0): accepted += 1
      case (0, _): onlyAgain += 1
      default: refused += 1
      }
      let complaints = lie.complaints(about: answer)
      #expect(complaints.isEmpty, "\(lie.base): \(lie.name): \(complaints.joined(separator: "; "))")
    }
    print("lies about \(kind): \(lies.count) told, \(refused) refused, \(onlyAgain) refused when executed again, \(accepted) accepted")
    #expect(accepted == 0)
  }
}
