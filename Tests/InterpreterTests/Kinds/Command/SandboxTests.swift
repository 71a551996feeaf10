import Testing

@testable import Interpreter

@Suite struct SandboxTests {
  @Test func `bubblewrap that is missing is named with its package`() {
    let fault = #expect(throws: RunFault.self) { try Sandbox(bench: .system, candidates: ["/nowhere/bwrap"]) }
    #expect(fault?.help == "apt-get install bubblewrap")
  }
}
