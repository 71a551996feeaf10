internal import Record

/// What a witness can say at most: of a time, the CPUs of its host and physics.
///
/// Each bound lies far beyond what hosts show, so that what passes one was not measured.
struct WitnessBounds {
  /// CPUs whose stolen time the kernel adds up.
  let cpus: Double
  /// Threads whose waiting is added up.
  let threads: Double
  let packages: Double
  /// Whether the threads are held to one CPU.
  let isHeld: Bool

  /// - Parameters:
  ///   - threads: Those of the trial.
  ///   - cpus: Those that the target holds its threads to.
  init(_ environment: Fingerprint, threads: Int, cpus held: [Int]?) {
    func number(_ name: String) -> Double? { environment.fields[name]?.value?.number.flatMap { $0 >= 1 ? $0 : nil } }
    packages = number("topology.packages") ?? 1
    // A container sees its own CPUs, and the counters of all.
    let counted = environment.taints.contains("container") ? nil : number("topology.threads")
    cpus = max(1, counted ?? FingerprintChecks.mostInPackage * packages)
    // checked: binary64. Those of the trial, as many of a vendor's library, and a few that wait for files and signals.
    self.threads = min(WitnessBounds.mostThreads, Double(max(1, threads)) + (number("limits.cores") ?? cpus) + 8)
    isHeld = held.map { Set($0).count == 1 } ?? false
  }

  /// Waiting and stolen time are booked when they end, and began up to so long before the sample, nanoseconds.
  static let booked = 1e9
  /// No kernel gets through a switch, a fault, a migration or a signal in less, nanoseconds.
  static let event = 500.0
  /// Energy counters move once in so long, nanoseconds, with room.
  static let counterStep = 1e8
  /// Microjoules a package and its memory take in a nanosecond at most: 4 kW.
  static let mostPower = 4.0
  /// The witness adds up the waiting of no more threads.
  static let mostThreads = 64.0
  /// No processor was ever made to run faster, MHz.
  static let mostMegahertz = 10_000.0

  /// One field with what it can be at most over so many nanoseconds.
  struct Field: Sendable {
    let name: String
    let value: @Sendable (Witness) -> Double?
    let most: @Sendable (WitnessBounds, Double) -> Double
    /// Whether what several witnesses say can be added up.
    var adds = true
  }

  static let fields = [
    Field(name: "steal", value: { $0.steal.map(Double.init) }, most: { ($1 + booked) * $0.cpus }),
    Field(name: "waited", value: { $0.waited.map(Double.init) }, most: { ($1 + booked) * $0.threads }),
    Field(name: "involuntarySwitches", value: { $0.involuntarySwitches.map(Double.init) }, most: { $1 / event * $0.cpus + 1 }),
    Field(name: "majorFaults", value: { $0.majorFaults.map(Double.init) }, most: { $1 / event * $0.cpus + 1 }),
    Field(name: "migrations", value: { $0.migrations.map(Double.init) }, most: { $0.isHeld ? 0 : $1 / event + 1 }),
    Field(name: "stops", value: { $0.stops.map(Double.init) }, most: { $1 / event + 1 }),
    Field(name: "throttled", value: { $0.throttled.map(Double.init) }, most: { $1 / event + 1 }),
    Field(name: "energy", value: { $0.energy.map(Double.init) }, most: { ($1 + counterStep) * mostPower * $0.packages }),
    Field(name: "cpuPressure", value: { $0.cpuPressure }, most: { _, _ in 100 }, adds: false),
    Field(name: "megahertz", value: { $0.megahertz }, most: { _, _ in mostMegahertz }, adds: false),
  ]
}

extension Double {
  fileprivate init(_ number: U64) { self.init(number.value) }
}
