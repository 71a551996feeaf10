internal import Record

extension FactSheet {
  /// How the kernel treats the process: what it goes before and after, and how its addresses are laid out.
  mutating func addProcess(_ files: HostFiles) {
    let unread = "not in /proc/self/stat"
    // Behind the name, which may hold anything: state is the third number of the line, nice the 19th, policy the 41st (proc(5)).
    let line = files.text("/proc/self/stat", limit: 4096) ?? ""
    let numbers = line.lastIndex(of: ")").map { line[line.index(after: $0)...].split(separator: " ") } ?? []
    note("process.nice", count: numbers.count > 16 ? Int(numbers[16]) : nil, orAbsent: unread)
    let policies = ["other", "fifo", "round-robin", "batch", "iso", "idle", "deadline", "ext"]
    let policy = (numbers.count > 38 ? Int(numbers[38]) : nil).flatMap { policies.indices.contains($0) ? policies[$0] : nil }
    note("process.scheduling", text: policy, orAbsent: unread)
    note("process.personality", text: files.text("/proc/self/personality", limit: 64), orAbsent: "no /proc/self/personality")
    let status = files.status
    let filters = ["0": "none", "1": "strict", "2": "filter"]
    note("process.system-call-filter", text: status["Seccomp"].flatMap { filters[$0] }, orAbsent: "not in /proc/self/status")
    let user = status["Uid"]?.split { $0 == "\t" || $0 == " " }.dropFirst().first
    note("process.user", text: user.map { $0 == "0" ? "root" : "not root" }, orAbsent: "not in /proc/self/status")
    note("process.capabilities", text: status["CapEff"], orAbsent: "not in /proc/self/status")
  }

  /// Firmware and product of the machine; serial numbers stand in other files, and are never read.
  mutating func addFirmware(_ files: HostFiles) {
    let base = "/sys/class/dmi/id"
    for (name, file) in [("vendor", "bios_vendor"), ("version", "bios_version"), ("date", "bios_date")] {
      note("firmware.\(name)", text: files.text("\(base)/\(file)", limit: 256), orAbsent: "the firmware gives no DMI table")
    }
    for (name, file) in [("vendor", "sys_vendor"), ("product", "product_name"), ("board", "board_name")] {
      let tree = name == "product" ? files.text("/proc/device-tree/model", limit: 256) : nil
      note("machine.\(name)", text: files.text("\(base)/\(file)", limit: 256) ?? tree, orAbsent: "the firmware gives no DMI table")
    }
  }
}
