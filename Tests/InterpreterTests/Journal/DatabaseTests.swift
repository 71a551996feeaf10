import Testing

@testable import Interpreter

@Suite struct DatabaseTests {
  @Test func `a full disk, another process and a missing permission are told apart`() {
    #expect(Database.fault(13, 0, "j").code == .diskFull)
    #expect(Database.fault(10, 28, "j").code == .diskFull)
    #expect(Database.fault(10, 27, "j").help?.contains("ulimit -f") == true)
    #expect(Database.fault(14, 24, "j").help?.contains("ulimit -n") == true)
    #expect(Database.fault(5, 0, "j").code == .journalBusy)
    #expect(Database.fault(14, 13, "j").code == .notPermitted)
    #expect(Database.fault(14, 13, "j").message.contains("permission denied"))
  }
}
