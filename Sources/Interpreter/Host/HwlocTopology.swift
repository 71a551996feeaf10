internal import CHwloc

/// Owns a topology that hwloc loaded.
@safe struct HwlocTopology: ~Copyable {
  private let handle: OpaquePointer

  /// Why hwloc gave no topology.
  struct Unavailable: Error { let reason: String }

  private init() throws(Unavailable) {
    var reason = [CChar](repeating: 0, count: 160)
    let opened = unsafe reason.withUnsafeMutableBufferPointer { unsafe etalon_hwloc_open($0.baseAddress, Int32($0.count)) }
    guard let opened = unsafe opened else {
      throw Unavailable(reason: String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    unsafe handle = opened
  }

  deinit { unsafe etalon_hwloc_close(handle) }

  /// The topology of this host, by hwloc.
  static func read() throws(Unavailable) -> Topology {
    let host = try HwlocTopology()
    var topology = Topology(source: "hwloc \(host.version)")
    topology.packages = host.count(etalon_hwloc_package)
    topology.cores = host.count(etalon_hwloc_core)
    topology.threads = host.count(etalon_hwloc_thread)
    topology.memoryNodes = host.count(etalon_hwloc_numa)
    topology.caches = host.caches
    return topology
  }

  private var version: String {
    let number = unsafe etalon_hwloc_version(handle)
    return "\(number >> 16).\(number >> 8 & 0xFF).\(number & 0xFF)"
  }

  private func count(_ kind: etalon_hwloc_kind) -> Int? {
    let count = unsafe etalon_hwloc_count(handle, kind)
    return count > 0 ? Int(count) : nil
  }

  private var caches: [Topology.Cache] {
    let kinds = [
      ("L1d", etalon_hwloc_l1d), ("L1i", etalon_hwloc_l1i), ("L2", etalon_hwloc_l2), ("L3", etalon_hwloc_l3), ("L4", etalon_hwloc_l4),
    ]
    return kinds.flatMap { name, kind in
      var alike: [Int: Int] = [:]
      for index in 0..<UInt32(count(kind) ?? 0) { alike[Int(clamping: unsafe etalon_hwloc_size(handle, kind, index)), default: 0] += 1 }
      return alike.sorted { $0.key < $1.key }.map { Topology.Cache(name: name, bytes: $0.key, count: $0.value) }
    }
  }
}
