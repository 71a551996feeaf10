import Attest
import Record
import TestSupport
import Testing

@testable import Interpreter

/// What keeps a run from doing what its plan says is found before anything is executed.
@Suite struct PreflightTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func search(_ bytes: [UInt8]?, as id: String = "points") throws -> InputSearch {
    InputSearch(paths: try bytes.map { [id: try folder.write($0, to: "data")] } ?? [:], store: nil)
  }

  /// The plan with an input that is pinned as these bytes.
  private func plan(_ bytes: [UInt8]) -> Plan {
    var plan = SamplePlan.plan()
    plan.inputs[0].sha256 = SHA256.digest(of: bytes)
    return plan
  }

  private func faults(_ text: String) throws -> DataFaults {
    let bytes = Array(text.utf8)
    let found = Preflight(plan(bytes), search: try search(bytes)).inputs()
    guard case .faulty(_, _, let faults)? = found.first?.problem else { return DataFaults() }
    return faults
  }

  @Test func `a plan whose inputs are there and sound has nothing to report`() throws {
    #expect(Preflight(SamplePlan.plan(), search: try search(Array(SamplePlan.csv.utf8))).inputs().isEmpty)
  }

  @Test func `an input that is not there, or is another one, is named`() throws {
    for (bytes, code) in [(nil, RunFault.Code.inputMissing), (Array("a,label\n".utf8), .inputDiffers)] {
      let found = Preflight(SamplePlan.plan(), search: try search(bytes)).inputs()
      guard found.count == 1, case .absent(let fault) = found[0].problem else { return #expect(Bool(false), "\(found)") }
      #expect(found[0].id == "points" && fault.code == code)
    }
  }

  @Test func `cells that read a dataset alike look into it once`() throws {
    let lines = SamplePlan.csv.split(separator: "\n")
    let broken = ([String(lines[0]), "x" + lines[1].dropFirst()] + lines.dropFirst(2).map(String.init)).joined(separator: "\n")
    let faults = try faults(broken)
    #expect(faults.count == 1)
    #expect(faults.listed.first?.place?.line == 2)
  }

  @Test func `a dataset without rows is found though no line is wrong`() throws {
    let faults = try faults(String(SamplePlan.csv.prefix { $0 != "\n" }) + "\n")
    #expect(faults.count == 1 && faults.listed.first?.place == nil)
  }

  @Test func `nothing is missing where no cell asks for a permission`() {
    #expect(Preflight(SamplePlan.plan(), search: InputSearch(store: nil)).missing(Permissions()).isEmpty)
  }
}
