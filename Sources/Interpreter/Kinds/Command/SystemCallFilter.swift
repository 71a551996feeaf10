internal import CSystem

/// The filter of system calls that bubblewrap puts in place as the last thing before a program begins.
enum SystemCallFilter {
  /// The filter's bytes, or `nil` on an architecture that has none.
  static let bytes: [UInt8]? = {
    let capacity = 16 << 10
    // The C side writes at most `capacity` bytes and tells how many.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      count = unsafe buffer.baseAddress.map { unsafe csystem_seccomp_filter($0, buffer.count) } ?? 0
    }
    return bytes.isEmpty ? nil : bytes
  }()

  /// A file in memory that holds the filter, for one program to inherit.
  static func file() throws(RunFault) -> FileEnd? {
    guard let bytes else { return nil }
    let number = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe csystem_memory_file($0, buffer.count) } ?? -1
    }
    guard number >= 0 else { throw RunFault(.noPipe, "the system gives no file in memory", help: "raise `ulimit -n`") }
    return FileEnd(owning: number)
  }
}
