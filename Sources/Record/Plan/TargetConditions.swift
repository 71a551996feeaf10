/// What a target declares of how its host is used while its cells are measured.
///
/// Memory is always in place before the first repetition: kernels write all of theirs when they are prepared.
public struct TargetConditions: Sendable, Hashable, Codable {
  /// The CPUs that the threads are held to, ascending; absent where the system chooses.
  public var cpus: [Int]?
  /// The nice value of the threads, from 0 (as others) to 19 (last); absent for the caller's own.
  public var nice: Int?
  /// What the caches hold when a repetition of a kernel begins; absent for warm ones.
  public var caches: Caches?
  /// Whether large arrays ask for huge pages; absent for `advised`.
  public var hugePages: HugePages?

  /// The conditions of a target.
  public init(cpus: [Int]? = nil, nice: Int? = nil, caches: Caches? = nil, hugePages: HugePages? = nil) {
    self.cpus = cpus
    self.nice = nice
    self.caches = caches
    self.hugePages = hugePages
  }

  /// What caches hold: what the repetition before left, or none of its operands.
  public enum Caches: String, Sendable, Hashable, Codable, CaseIterable { case warm, cold }

  /// Whether arrays of 4 MiB and more are advised to lie in huge pages (`MADV_HUGEPAGE`), or kept out of them (`MADV_NOHUGEPAGE`).
  public enum HugePages: String, Sendable, Hashable, Codable, CaseIterable { case advised, never }
}
