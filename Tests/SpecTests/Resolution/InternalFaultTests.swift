import Record
import Testing

@testable import Spec

/// A workload that is dropped without a diagnostic is a fault of etalon, and no plan comes of it.
struct InternalFaultTests {
  /// A planner that gives nothing and says so to nobody.
  private struct SilentPlanner: KindPlanner {
    let kind = WorkKind.kernel
    let table = Table(KernelKeys.self)
    let metrics: [MetricRule<KernelCost>] = []

    func plan(_ fields: Fields<KernelKeys>, of cell: CellSite, in scope: PlanScope) throws(Reported) -> NodeParts {
      throw Problems().error(.unknownKernel, "told to nobody", at: fields.span)
    }
  }

  static let text = "etalon: 1\nname: test\ntargets: { host: {} }\nworkloads: { gemm: { kernel: gemm } }\n"

  /// The problems of a spec whose kernels are planned by nobody.
  static func diagnostics(_ text: String) throws -> (planned: Planned?, diagnostics: [Diagnostic]) {
    makePlan(from: try sourceFile(text: text), in: workbench(), by: Language(planners: [SilentPlanner()]))
  }

  @Test func `a workload that is dropped in silence is an internal fault`() throws {
    let (planned, diagnostics) = try InternalFaultTests.diagnostics(InternalFaultTests.text)
    #expect(planned == nil)
    #expect(
      diagnostics.human() == """
        error[internal-fault]: a fault of etalon itself: the plan of workload `gemm` is missing and nothing says why
          --> spec.yaml:4:14
           |
         4 | workloads: { gemm: { kernel: gemm } }
           |              ^^^^ while working on this
           |
        help: please report it together with the spec; until then, write this part in another way

        """)
  }

  @Test func `where another error stands already, the fault adds nothing`() throws {
    let (planned, diagnostics) = try InternalFaultTests.diagnostics(InternalFaultTests.text + "titel: x\n")
    #expect(planned == nil)
    #expect(diagnostics.map(\.id) == ["unknown-key"])
  }
}
