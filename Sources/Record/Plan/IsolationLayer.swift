/// A layer that keeps a program apart from the system it runs on; the raw values stand in specs and records.
public enum IsolationLayer: String, Sendable, Hashable, Codable, CaseIterable {
  /// Memory, with files in memory, is limited by a control group.
  case cgroupMemory = "cgroup-memory"
  /// The number of processes and threads is limited by a control group.
  case cgroupProcesses = "cgroup-processes"
  /// Only variables of the spec and a fixed few are set.
  case environmentAllowList = "environment-allow-list"
  /// The program and its inputs cannot be written.
  case inputsReadOnly = "inputs-read-only"
  /// It holds no capability, also not in a namespace of its own.
  case noCapabilities = "no-capabilities"
  /// It has a network of its own that leads nowhere.
  case noNetwork = "no-network"
  /// No program that it starts gains privileges.
  case noNewPrivileges = "no-new-privileges"
  /// It cannot make a user namespace.
  case noUserNamespaces = "no-user-namespaces"
  /// It has a session keyring of its own, and sees no key of the system.
  case privateKeyring = "private-keyring"
  /// It sees no process but its own.
  case privateProcessSpace = "private-process-space"
  /// `/tmp` is its own and goes with it.
  case privateTmp = "private-tmp"
  /// The address space of each process is limited; only where the spec limits memory.
  case rlimitAddressSpace = "rlimit-address-space"
  /// The size of each file is limited.
  case rlimitFileSize = "rlimit-file-size"
  /// The number of open files is limited.
  case rlimitOpenFiles = "rlimit-open-files"
  /// The number of its processes is limited by the kernel's limit for a user.
  case rlimitProcesses = "rlimit-processes"
  /// System calls that a computation does not need are refused by a filter.
  case seccomp
  /// Everything that can be written lies in memory, has a size, and goes with the program.
  case sizedStorage = "sized-storage"
  /// The system's programs and libraries cannot be written, and nothing else of it is visible.
  case systemReadOnly = "system-read-only"
  /// Memory, processes and files are counted while it runs; beyond a limit it is ended.
  case watched
}
