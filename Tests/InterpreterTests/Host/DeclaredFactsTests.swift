import Record
import TestSupport
import Testing

@testable import Interpreter

struct `Facts that the owner of a host declares` {
  private func parse(_ text: String) throws -> [String: JSON] { try DeclaredFacts.parse(text, path: "system.yaml") }

  @Test func `become declared fields of the fingerprint`() throws {
    let host = try FakeHost(FakeHost.small)
    defer { withExtendedLifetime(host) {} }
    var sources = host.sources()
    sources.declared = try parse("# ours\nnumber_of_nodes: 4\ncooling: liquid\n\n")
    let field = Host.probe(sources).fields["system.number_of_nodes"]
    #expect(field == FingerprintField(.performance, declared: "4"))
  }

  @Test func `must multiply to the totals that are declared`() throws {
    _ = try parse("number_of_nodes: 11\naccelerators_per_node: 8\ntotal_accelerators: 88")
    let fault = #expect(throws: RunFault.self) { try parse("number_of_nodes: 11\naccelerators_per_node: 8\ntotal_accelerators: 87") }
    #expect(
      fault?.message == "system.yaml: `total_accelerators` is 87, but `number_of_nodes` 11 times `accelerators_per_node` 8 is 88")
    _ = try parse("total_accelerators: 87")
    #expect(throws: RunFault.self) {
      try parse("number_of_nodes: 9223372036854775807\naccelerators_per_node: 8\ntotal_accelerators: 1")
    }
  }

  @Test(arguments: ["coling: air", "cooling", "cooling:", "cooling: a\ncooling: b", ": x"])
  func `are refused where a line is none`(text: String) {
    #expect(throws: RunFault.self) { try parse(text) }
  }

  @Test func `fill an MLPerf description with its 35 fields, the owner's word before the probe's`() throws {
    #expect(SystemDescription.fields.count == 35)
    let host = try FakeHost(FakeHost.small)
    defer { withExtendedLifetime(host) {} }
    var sources = host.sources()
    let before = Host.probe(sources)
    sources.declared = try parse("host_processor_model_name: Ours\ndivision: closed")
    let after = SystemDescription.description(of: Host.probe(sources))
    #expect(SystemDescription.description(of: before)["host_processor_model_name"] == "Example CPU @ 3.00GHz")
    #expect(SystemDescription.description(of: before)["host_memory_capacity"] == "8 GiB")
    #expect(SystemDescription.description(of: before)["host_processor_core_count"] == "2")
    #expect(after["host_processor_model_name"] == "Ours")
    #expect(SystemDescription.missing(in: before).contains("division"))
    #expect(try JSON(parsing: Array(SystemDescription.text(of: before).utf8)) == SystemDescription.description(of: before))
  }
}

struct `What more a fingerprint tells` {
  @Test func `of the kernel's command line only what bears on speed`() {
    let line = "BOOT_IMAGE=/vmlinuz root=UUID=abc mitigations=off isolcpus=2-3 cpuidle.off=1 hostname=secret quiet numactl=x"
    #expect(KernelSwitches.relevant(line) == ["mitigations=off", "isolcpus=2-3", "cpuidle.off=1"])
  }

  @Test func `of memory modules what the firmware's table says, and nothing of a broken one`() {
    var module = [UInt8](repeating: 0, count: 0x28)
    module[0] = 17
    module[1] = 0x28
    (module[0x0C], module[0x0D]) = (0x00, 0x80 >> 1)
    module[0x12] = 0x22
    (module[0x15], module[0x16]) = (0xC0, 0x12)
    (module[0x20], module[0x21]) = (0xC0, 0x12)
    let table = module + [0, 0] + module + [65, 0, 0] + [127, 4, 0, 0, 0, 0]
    #expect(MemoryModules.modules(inTable: table) == ["DDR5 16 GiB 4800 MT/s", "DDR5 16 GiB 4800 MT/s"])
    for count in 0..<table.count { _ = MemoryModules.modules(inTable: Array(table.prefix(count))) }
    #expect(MemoryModules.modules(inTable: [17, 0, 0, 0]) == [])
  }

  @Test func `of the process how the kernel treats it`() throws {
    var files = FakeHost.small
    files["proc/self/stat"] =
      "12 (a ) b) R 1 2 3 4 5 6 7 8 9 10 11 12 13 14 20 5 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 3 0 0\n"
    files["proc/self/status"] = "Name:\tx\nUid:\t1000\t1000\t1000\t1000\nSeccomp:\t2\nMems_allowed_list:\t0\n"
    files["proc/self/personality"] = "00040000\n"
    let print = try FakeHost(files).probe()
    #expect(print.fields["process.nice"]?.value == 5)
    #expect(print.fields["process.scheduling"]?.value == "batch")
    #expect(print.fields["process.personality"]?.value == "00040000")
    #expect(print.fields["process.system-call-filter"]?.value == "filter")
    #expect(print.fields["process.user"]?.value == "not root")
  }

  @Test func `has a rule for every field, and its class`() {
    let print = Host.probe(.live(opening: [.hwloc, .openblas, .curl]))
    for (name, field) in print.fields {
      #expect(FingerprintRule.rule(for: name)?.effect == field.effect, "\(name)")
    }
    for tag in print.taints { #expect(TaintRule.rule(for: tag) != nil, "\(tag)") }
  }
}
