internal import Record

/// Packages, cores, threads, memory nodes and caches: how the parts of the processor lie to each other.
struct Topology: Equatable {
  /// Where it comes from: `hwloc` with its version, or `sysfs`.
  var source: String
  var packages: Int?
  var cores: Int?
  var threads: Int?
  var memoryNodes: Int?
  var caches: [Cache] = []
  /// The relative cost of memory from each NUMA node to all, as the firmware tells it.
  var distances: [String] = []
  /// Why hwloc was not used, where it was asked for.
  var remark: String?
  /// Sets of CPUs that share a core, each ascending.
  var siblings: [[Int]] = []

  /// Caches of one kind that are alike.
  struct Cache: Hashable {
    /// The level and kind, such as `L1d`.
    var name: String
    var bytes: Int
    var count: Int
  }

  /// Asks hwloc where that is wanted and possible, and sysfs else.
  ///
  /// A tree of files is never read by hwloc.
  static func probed(_ sources: HostSources, _ files: HostFiles) -> Topology {
    let plain = Topology(sysfs: files)
    guard sources.opens.contains(.hwloc) else { return plain }
    do {
      var topology = try HwlocTopology.read()
      topology.siblings = plain.siblings
      topology.distances = plain.distances
      return topology
    } catch {
      var topology = plain
      topology.remark = error.reason
      return topology
    }
  }
}

extension Topology {
  /// Reads `/sys/devices/system`, the kernel's own description (Documentation/ABI/stable/sysfs-devices-system-cpu).
  init(sysfs files: HostFiles) {
    source = "sysfs"
    let base = "/sys/devices/system/cpu"
    let online = files.text("\(base)/online").flatMap(cpuList) ?? []
    guard !online.isEmpty else { return }
    var packageIDs: Set<Int> = []
    var coreSets: Set<[Int]> = []
    var found: [String: Set<[Int]>] = [:]
    for cpu in online {
      let folder = "\(base)/cpu\(cpu)"
      if let package = files.integer("\(folder)/topology/physical_package_id") { packageIDs.insert(package) }
      let siblings = files.text("\(folder)/topology/core_cpus_list") ?? files.text("\(folder)/topology/thread_siblings_list")
      coreSets.insert(siblings.flatMap(cpuList) ?? [cpu])
      for (key, shared) in Topology.caches(of: cpu, folder: folder, files) { found[key, default: []].insert(shared) }
    }
    threads = online.count
    cores = coreSets.count
    packages = packageIDs.isEmpty ? nil : packageIDs.count
    siblings = coreSets.sorted { $0.lexicographicallyPrecedes($1) }
    let nodes = files.text("/sys/devices/system/node/online").flatMap(cpuList)
    memoryNodes = nodes?.count
    distances = (nodes ?? []).compactMap { node in
      files.text("/sys/devices/system/node/node\(node)/distance", limit: 4096).map { "\(node): \($0)" }
    }
    caches = found.compactMap { key, sets in
      let parts = key.split(separator: " ")
      guard parts.count == 2, let bytes = Int(parts[1]) else { return nil }
      return Cache(name: String(parts[0]), bytes: bytes, count: sets.count)
    }.sorted { ($0.name, $0.bytes) < ($1.name, $1.bytes) }
  }

  /// The caches that one CPU uses: `L2 1048576` with the CPUs that share it.
  private static func caches(of cpu: Int, folder: String, _ files: HostFiles) -> [(key: String, shared: [Int])] {
    files.names(in: "\(folder)/cache").filter { $0.hasPrefix("index") }.compactMap { index in
      let cache = "\(folder)/cache/\(index)"
      guard let level = files.integer("\(cache)/level"), let type = files.text("\(cache)/type"),
        let bytes = files.text("\(cache)/size").flatMap(bytes(ofSize:))
      else { return nil }
      let suffix = type == "Data" ? "d" : type == "Instruction" ? "i" : ""
      let shared = files.text("\(cache)/shared_cpu_list").flatMap(cpuList) ?? [cpu]
      return ("L\(level)\(level == 1 ? suffix : "") \(bytes)", shared)
    }
  }

  /// The bytes of `32K` or `16M`.
  private static func bytes(ofSize text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits) else { return nil }
    let factor =
      switch text.dropFirst(digits.count) {
      case "": 1
      case "K": 1 << 10
      case "M": 1 << 20
      case "G": 1 << 30
      default: 0
      }
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow || product == 0 ? nil : product
  }
}

extension FactSheet {
  mutating func addTopology(_ topology: Topology) {
    let missing = "/sys/devices/system/cpu tells nothing"
    note("topology.source", text: topology.source, orAbsent: missing)
    note("topology.packages", count: topology.packages, orAbsent: missing)
    note("topology.cores", count: topology.cores, orAbsent: missing)
    note("topology.threads", count: topology.threads, orAbsent: missing)
    note("topology.memory-nodes", count: topology.memoryNodes, orAbsent: "no /sys/devices/system/node")
    note("topology.distances", texts: topology.distances.isEmpty ? nil : topology.distances, orAbsent: "no /sys/devices/system/node")
    let caches = topology.caches.map { JSON.string("\($0.count) x \($0.name) \($0.bytes) B") }
    note("topology.caches", caches.isEmpty ? nil : .array(caches), orAbsent: "no cache is described")
    if let remark = topology.remark { note("topology.hwloc", text: nil, orAbsent: remark) }
  }
}
