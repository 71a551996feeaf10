import Testing

@testable import Interpreter

@Suite struct PermissionsTests {
  @Test func `nothing is allowed unless somebody said so`() {
    let fault = #expect(throws: RunFault.self) { try Permissions().requirePrograms() }
    #expect(fault?.code == .notAllowed && fault?.help == "add `--allow command`")
    #expect(throws: Never.self) { try Permissions(commands: true).requirePrograms() }
  }

  @Test func `a record lists them sorted`() {
    #expect(Permissions().list == [])
    #expect(Permissions(commands: true, network: ["b", "a:1"]).list == ["command", "network=a:1", "network=b"])
  }
}
