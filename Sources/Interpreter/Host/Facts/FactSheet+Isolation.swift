internal import Record

extension FactSheet {
  /// The hypervisor and the container, each on its own: a container in a virtual machine has both.
  mutating func addIsolation(_ files: HostFiles, process: ProcessFacts) {
    if let vendor = process.hypervisor {
      note("virtualisation.hypervisor", text: hypervisorName(vendor), orAbsent: "the hypervisor gives no name")
      taint("virtualised")
    } else if process.hasCPUID {
      note("virtualisation.hypervisor", "none", orAbsent: "")
    } else {
      let hint = files.text("/sys/hypervisor/type", limit: 64)
      note("virtualisation.hypervisor", text: hint, orAbsent: "this processor has no CPUID to ask")
      taint("virtualised", if: hint != nil)
    }
    let container = containerName(files)
    note("virtualisation.container", text: container ?? "none", orAbsent: "")
    taint("container", if: container != nil)
    note("virtualisation.namespaces", texts: namespaces(files), orAbsent: "no /proc/self/ns")
  }

  /// Namespaces other than the first of each kind, whose numbers the kernel fixes (include/uapi/linux/nsfs.h).
  private func namespaces(_ files: HostFiles) -> [String]? {
    let first = ["ipc": 0xEFFF_FFFF, "uts": 0xEFFF_FFFE, "user": 0xEFFF_FFFD, "pid": 0xEFFF_FFFC, "cgroup": 0xEFFF_FFFB]
    let links = first.compactMap { kind, number in files.target(ofLink: "/proc/self/ns/\(kind)").map { (kind, $0 != "\(kind):[\(number)]") }
    }
    return links.isEmpty ? nil : links.filter(\.1).map(\.0)
  }

  private func hypervisorName(_ vendor: String) -> String {
    let names = [
      "KVMKVMKVM": "kvm", "Microsoft Hv": "hyper-v", "VMwareVMware": "vmware", "XenVMMXenVMM": "xen", "VBoxVBoxVBox": "virtualbox",
      "TCGTCGTCGTCG": "qemu", "bhyve bhyve ": "bhyve", "ACRNACRNACRN": "acrn",
    ]
    return names[vendor] ?? trimmed(vendor)
  }

  private func containerName(_ files: HostFiles) -> String? {
    if files.exists("/.dockerenv") { return "docker" }
    if files.exists("/run/.containerenv") { return "podman" }
    if files.text("/proc/1/comm", limit: 64) == "bwrap" { return "bubblewrap" }
    let groups = files.text("/proc/1/cgroup", limit: 8192) ?? ""
    for (mark, name) in [("kubepods", "kubernetes"), ("/docker", "docker"), ("/lxc", "lxc"), ("libpod", "podman")]
    where groups.utf8Contains(mark) {
      return name
    }
    return nil
  }
}

extension StringProtocol {
  /// Whether the bytes of a text stand in this one.
  func utf8Contains(_ text: String) -> Bool {
    let (hay, needle) = (Array(utf8), Array(text.utf8))
    guard !needle.isEmpty, hay.count >= needle.count else { return needle.isEmpty }
    return (0...(hay.count - needle.count)).contains { hay[$0..<($0 + needle.count)].elementsEqual(needle) }
  }
}
