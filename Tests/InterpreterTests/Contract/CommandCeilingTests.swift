import Testing

@testable import Interpreter

@Suite struct CommandCeilingTests {
  @Test func `a file raises what it names, and leaves the rest`() throws {
    let ceiling = try CommandCeiling.parse("# mine\nmemory: 16 GiB\n\nprocesses: 4096\n", path: "limits.yaml")
    #expect(ceiling.memory == 16 << 30 && ceiling.processes == 4096)
    #expect(ceiling.output == CommandCeiling.standard.output && ceiling.storage == CommandCeiling.standard.storage)
  }

  @Test(arguments: ["memory", "memory: ", "memory: -1", "memory: 1 GB", "memory: 99999999999 TiB", "time: 5", "memory: 0", "memory: 1 2 3"])
  func `a line that is none is refused with its place`(line: String) {
    let fault = #expect(throws: RunFault.self) { try CommandCeiling.parse("# x\n\(line)\n", path: "limits.yaml") }
    #expect(fault?.code == .badLimits && fault?.message.hasPrefix("limits.yaml:2: ") == true)
  }

  @Test func `no file gives the standard`() throws {
    #expect(try CommandCeiling.load("/nonexistent/limits.yaml") == .standard)
  }
}
