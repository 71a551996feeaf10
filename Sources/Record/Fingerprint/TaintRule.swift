/// What a taint tag of a fingerprint says.
public struct TaintRule: Sendable, Hashable {
  /// The tag.
  public let tag: String
  /// What it means for somebody who reads numbers.
  public let meaning: Bilingual
  /// How the host was disturbed, behind "A was" and "A："; `nil` where the tag is a lasting property of the host.
  public let disturbance: Bilingual?
  /// Whether the tag bears on speed, and not on results alone.
  public var isOfSpeed: Bool { tag != "numeric-probe-differs" }

  /// Every tag that a probe can set.
  public static let all = [
    TaintRule(
      tag: "numeric-probe-differs",
      meaning: Bilingual(
        "a tiny known computation gave other bits than it must, so no result of this host can be relied on",
        "一项已知结果的微小计算给出了不同的位，因此该主机的任何结果都不可靠"),
      disturbance: nil),
    TaintRule(
      tag: "ld-preload-set",
      meaning: Bilingual(
        "a library was loaded into every program, so the code that ran may not be the code on record", "有一个库被加载进每个程序，实际运行的代码未必是记录中的代码"),
      disturbance: nil),
    TaintRule(
      tag: "ld-library-path-set", meaning: Bilingual("libraries may have come from a folder of the user's choice", "库可能取自用户自选的文件夹"),
      disturbance: nil),
    TaintRule(
      tag: "openblas-core-forced",
      meaning: Bilingual(
        "the environment chose the core type of OpenBLAS, which decides bits and speed of the vendor tier",
        "环境变量指定了 OpenBLAS 的核心类型，它决定厂商档的结果位与速度"), disturbance: nil),
    TaintRule(
      tag: "floating-point-mode",
      meaning: Bilingual("the processor's rounding or denormal mode was not the usual one", "处理器的舍入或非规格化数模式与通常不同"), disturbance: nil),
    TaintRule(
      tag: "cpu-quota",
      meaning: Bilingual(
        "a quota limits how much CPU time the process gets, so speed says less about the hardware", "配额限制了进程可用的 CPU 时间，速度较难说明硬件本身"),
      disturbance: nil),
    TaintRule(
      tag: "affinity-restricted", meaning: Bilingual("the process could use only some of the host's CPUs", "进程只能使用主机的部分 CPU"),
      disturbance: nil),
    TaintRule(
      tag: "smt-sibling-shared", meaning: Bilingual("threads share physical cores, so they slow each other down", "线程共用物理核心，彼此拖慢"),
      disturbance: nil),
    TaintRule(tag: "memory-limit", meaning: Bilingual("a limit below the host's memory applied", "可用内存受到低于主机内存的限制"), disturbance: nil),
    TaintRule(
      tag: "swap-used", meaning: Bilingual("memory had been moved to disk, which can slow a run at any moment", "有内存被换出到磁盘，随时可能拖慢运行"),
      disturbance: Bilingual("short of memory (swap in use)", "内存不足（正在使用交换空间）")),
    TaintRule(
      tag: "virtualised",
      meaning: Bilingual(
        "the host is a virtual machine: other guests share the hardware, and some facts about it are hidden", "主机是虚拟机：其他客户机共享硬件，有些事实被隐藏"),
      disturbance: nil),
    TaintRule(
      tag: "container",
      meaning: Bilingual("the run took place in a container, whose limits may differ from the host's", "运行在容器中，其限制可能与主机不同"),
      disturbance: nil),
    TaintRule(
      tag: "frequency-scaling", meaning: Bilingual("the clock is governed to save power, so speed varies", "主频受节能策略调节，速度会变化"),
      disturbance: nil),
    TaintRule(
      tag: "traced", meaning: Bilingual("another process was tracing this one, which slows it down", "有另一个进程在跟踪本进程，使其变慢"),
      disturbance: Bilingual("measured under a tracer", "在被跟踪的情况下测量")),
    TaintRule(
      tag: "debug-build",
      meaning: Bilingual("this build of Etalon is not optimised, so its speed says nothing", "此 Etalon 程序未经优化编译，其速度没有意义"), disturbance: nil),
  ]

  /// The rule for a tag; `nil` for one that this release does not know.
  public static func rule(for tag: String) -> TaintRule? { all.first { isSpelledAlike($0.tag, tag) } }
}
