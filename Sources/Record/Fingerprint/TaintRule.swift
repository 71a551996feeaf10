/// What a taint tag of a fingerprint says.
public struct TaintRule: Sendable, Hashable {
  /// The tag.
  public let tag: String
  /// What it means for somebody who reads numbers.
  public let meaning: String
  /// How the host was disturbed, behind "A was"; `nil` where the tag is a lasting property of the host.
  public let disturbance: String?
  /// Whether the tag bears on speed, and not on results alone.
  public var isOfSpeed: Bool { tag != "numeric-probe-differs" }

  /// Every tag that a probe can set.
  public static let all = [
    TaintRule(
      tag: "numeric-probe-differs",
      meaning: "a tiny known computation gave other bits than it must, so no result of this host can be relied on",
      disturbance: nil),
    TaintRule(
      tag: "ld-preload-set", meaning: "a library was loaded into every program, so the code that ran may not be the code on record",
      disturbance: nil),
    TaintRule(tag: "ld-library-path-set", meaning: "libraries may have come from a folder of the user's choice", disturbance: nil),
    TaintRule(
      tag: "openblas-core-forced",
      meaning: "the environment chose the core type of OpenBLAS, which decides bits and speed of the vendor tier", disturbance: nil),
    TaintRule(
      tag: "floating-point-mode", meaning: "the processor's rounding or denormal mode was not the usual one", disturbance: nil),
    TaintRule(
      tag: "cpu-quota", meaning: "a quota limits how much CPU time the process gets, so speed says less about the hardware",
      disturbance: nil),
    TaintRule(tag: "affinity-restricted", meaning: "the process could use only some of the host's CPUs", disturbance: nil),
    TaintRule(
      tag: "smt-sibling-shared", meaning: "threads share physical cores, so they slow each other down", disturbance: nil),
    TaintRule(tag: "memory-limit", meaning: "a limit below the host's memory applied", disturbance: nil),
    TaintRule(
      tag: "swap-used", meaning: "memory had been moved to disk, which can slow a run at any moment",
      disturbance: "short of memory (swap in use)"),
    TaintRule(
      tag: "virtualised",
      meaning: "the host is a virtual machine: other guests share the hardware, and some facts about it are hidden", disturbance: nil),
    TaintRule(
      tag: "container", meaning: "the run took place in a container, whose limits may differ from the host's", disturbance: nil),
    TaintRule(tag: "frequency-scaling", meaning: "the clock is governed to save power, so speed varies", disturbance: nil),
    TaintRule(
      tag: "traced", meaning: "another process was tracing this one, which slows it down",
      disturbance: "measured under a tracer"),
    TaintRule(
      tag: "debug-build", meaning: "this build of Etalon is not optimised, so its speed says nothing", disturbance: nil),
  ]

  /// The rule for a tag; `nil` for one that this release does not know.
  public static func rule(for tag: String) -> TaintRule? { all.first { isSpelledAlike($0.tag, tag) } }
}
