/// What a host's own counters say of energy, and how it is labelled.
///
/// The label is `rapl`, the processor's own counters (RAPL by powercap, or hwmon's of AMD), or `absent`, with the reason.
struct EnergyCounters {
  /// The counters that are added; each stands for another part of the machine.
  private(set) var counters: [Counter] = []
  /// Why there is none.
  private(set) var reason = ""
  private let files: HostFiles

  /// The label of what is counted.
  var label: String { counters.isEmpty ? "absent" : "rapl" }

  /// A counter of microjoules that starts again from 0 beyond its range.
  struct Counter: Hashable {
    var path: String
    /// The highest value; `nil` for a counter of 64 bits, which no machine fills.
    var range: UInt64?
  }

  /// The counters of this host, found once.
  static let live = EnergyCounters(HostFiles(root: ""))

  init(_ files: HostFiles) {
    self.files = files
    let (zones, sensors) = (EnergyCounters.zones(files), EnergyCounters.sensors(files))
    let found = zones.isEmpty ? sensors : zones
    counters = found.filter { files.integer($0.path) != nil }
    guard counters.isEmpty || counters.count < found.count else { return }
    counters = []
    reason =
      found.isEmpty
      ? "the kernel shows no RAPL zone (/sys/class/powercap) and no energy sensor (/sys/class/hwmon): usual in a virtual machine"
      : "the counters can be read by root alone; give this user the right to read \(found[0].path)"
  }

  /// RAPL's packages, and their memory where it is not counted with them (Documentation/power/powercap/powercap.rst).
  ///
  /// Other subzones are parts of a package; `psys` is the whole platform, and counts the packages again.
  private static func zones(_ files: HostFiles) -> [Counter] {
    let folder = "/sys/class/powercap"
    return files.names(in: folder).compactMap { zone in
      let parts = zone.split(separator: ":")
      let name = files.text("\(folder)/\(zone)/name", limit: 64) ?? ""
      guard parts.first == "intel-rapl", parts.count == 2 && name.hasPrefix("package") || parts.count == 3 && name == "dram" else {
        return nil
      }
      return Counter(
        path: "\(folder)/\(zone)/energy_uj",
        range: files.text("\(folder)/\(zone)/max_energy_range_uj", limit: 64).flatMap { UInt64($0) })
    }
  }

  /// The sockets of `amd_energy` (Documentation/hwmon/amd_energy.rst), accumulated to 64 bits.
  private static func sensors(_ files: HostFiles) -> [Counter] {
    let folder = "/sys/class/hwmon"
    return files.names(in: folder).filter { files.text("\(folder)/\($0)/name", limit: 64) == "amd_energy" }.flatMap { device in
      files.names(in: "\(folder)/\(device)").filter { $0.hasSuffix("_label") }.compactMap { label in
        guard files.text("\(folder)/\(device)/\(label)", limit: 64)?.hasPrefix("Esocket") == true else { return nil }
        return Counter(path: "\(folder)/\(device)/\(label.dropLast("label".count))input", range: nil)
      }
    }
  }

  /// What each counter shows; `nil` where there is none, or one cannot be read any more.
  func read() -> [UInt64]? {
    guard !counters.isEmpty else { return nil }
    let values = counters.compactMap { files.text($0.path, limit: 64).flatMap { UInt64($0) } }
    return values.count == counters.count ? values : nil
  }

  /// Microjoules between two readings; `nil` where a counter may have gone round more than once, or nobody can tell how far.
  func microjoules(from start: [UInt64]?, to end: [UInt64]?, nanoseconds: UInt64) -> UInt64? {
    guard let start, let end, start.count == counters.count, end.count == counters.count, !counters.isEmpty else { return nil }
    var sum: UInt64 = 0
    for (counter, (from, to)) in zip(counters, zip(start, end)) {
      guard let part = counter.difference(from, to), counter.isUnique(over: nanoseconds), isPossible(part, over: nanoseconds) else {
        return nil
      }
      let (total, isTooLarge) = sum.addingReportingOverflow(part)
      guard !isTooLarge else { return nil }
      sum = total
    }
    return sum
  }

  /// Whether no more than 2 kW were counted, and a step of the counter; one that was set back, as by a suspension, shows more.
  private func isPossible(_ microjoules: UInt64, over nanoseconds: UInt64) -> Bool {
    // checked: half of a number, and binary64.
    Double(microjoules / 2) <= Double(nanoseconds) + 1e8
  }
}

extension EnergyCounters.Counter {
  fileprivate func difference(_ from: UInt64, _ to: UInt64) -> UInt64? {
    if to >= from { return to - from }
    // After its highest value comes 0.
    guard let range, from <= range else { return nil }
    let (wrapped, isTooLarge) = (range - from).addingReportingOverflow(to)
    return isTooLarge ? nil : wrapped.addingReportingOverflow(1).partialValue
  }

  /// Whether the counter cannot have gone round twice: no part of a machine that one stands for takes more than 2 kW.
  fileprivate func isUnique(over nanoseconds: UInt64) -> Bool {
    guard let range else { return true }
    return nanoseconds / 1_000_000_000 < range / 2_000_000_000
  }
}
