import Record
import Testing

@testable import Interpreter

@Suite struct ControlGroupTests {
  @Test func `a group names the layers that it holds, and leaves no folder behind`() {
    var folders: [String] = []
    do {
      let group = ControlGroup(memory: 64 << 20, processes: 10)
      folders = group.folders
      #expect(group.layers.isEmpty == folders.isEmpty)
      #expect(folders.allSatisfy { Files.isFolder($0) } && !group.endedForMemory)
      withExtendedLifetime(group) {}
    }
    #expect(!folders.contains { Files.isFolder($0) })
  }

  @Test func `what is not active is missing in the record`() {
    let record = RunRecord.Isolation(node: "w", layers: [.seccomp, .noNetwork])
    #expect(record.layers == [.noNetwork, .seccomp])
    #expect(record.missing.count == IsolationLayer.allCases.count - 2 && record.missing.contains(.cgroupMemory))
  }
}
