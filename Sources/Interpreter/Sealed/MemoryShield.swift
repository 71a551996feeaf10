internal import CSystem
internal import Glibc

/// What keeps the memory of a process that holds sealed items from leaving it.
public enum MemoryShield {
  /// Forbids core dumps and foreign eyes, and keeps all memory out of swap.
  ///
  /// - Throws: `memory-unlocked` where the host swaps and its memory cannot be locked.
  public static func raise() throws(RunFault) {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    let isLimited = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none) == 0
    guard csystem_hide_process() == 0, isLimited else {
      throw RunFault(.memoryUnlocked, "this host does not let the process forbid core dumps", help: "run the sealed set on another host")
    }
    // Memory that could not be locked later would be refused, so it is locked for good only where there is no limit.
    var limit = rlimit()
    let isUnlimited = unsafe getrlimit(__rlimit_resource_t(__RLIMIT_MEMLOCK.rawValue), &limit) == 0 && limit.rlim_cur == rlim_t.max
    if isUnlimited || geteuid() == 0, csystem_lock_memory() == 0 { return }
    guard hasSwap else { return }
    throw RunFault(
      .memoryUnlocked, "this host swaps, and the memory that will hold sealed items cannot be locked",
      help: "raise the limit (`ulimit -l unlimited`), or switch swap off (`swapoff -a`)")
  }

  private static var hasSwap: Bool {
    guard let text = try? Files.read("/proc/swaps", limit: 1 << 20) else { return true }
    return text.split(separator: 0x0A).count > 1
  }
}
