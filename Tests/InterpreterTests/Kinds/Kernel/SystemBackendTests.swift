import Foundation
import Kernels
import Record
import Testing

@testable import Interpreter

/// Blocks of a file and messages over the loopback network.
@Suite struct SystemBackendTests {
  private static let small: [String: [String: Int]] = [
    "storage-read": ["blocks": 9, "block": 4096], "storage-write": ["blocks": 9, "block": 4096],
    "loopback-latency": ["messages": 30, "size": 5], "loopback-throughput": ["messages": 7, "size": 1000],
  ]

  private func prepared(_ name: String, _ more: [String: Int] = [:], memoryLimit: UInt64 = 1 << 24) throws -> any PreparedKernel {
    var stream = RandomStream(StreamKey(key: 5, high: 6))
    var parameters = try #require(SystemBackendTests.small[name])
    // Folders of tests may lie in memory.
    if name.hasPrefix("storage") { parameters["direct"] = 0 }
    return try SystemBackend().prepare(
      try Operation.named(name), type: .u8, parameters: parameters.merging(more) { $1 }, stream: &stream, engine: try Engine(),
      memoryLimit: memoryLimit)
  }

  private func output(_ kernel: any PreparedKernel) throws -> UInt64 {
    try kernel.run()
    return kernel.withOutputBytes { unsafe $0.unsafeLoadUnaligned(as: UInt64.self) }
  }

  /// FNV-1a over words that splitmix64 gives from a start.
  private func checksum(bytes: Int, start: UInt64) -> UInt64 {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in 0..<UInt64((bytes + 7) / 8) {
      var z = (start &+ index &+ 1) &* 0x9e37_79b9_7f4a_7c15
      z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
      z ^= z >> 31
      let rest = bytes - Int(index) * 8
      state = (state ^ (rest < 8 ? z & (1 << UInt64(8 * rest) - 1) : z)) &* 0x100_0000_01b3
    }
    return state
  }

  @Test(arguments: [("storage-read", 9 * 4096), ("storage-write", 9 * 4096), ("loopback-latency", 150), ("loopback-throughput", 7000)])
  func `the output is the checksum of what went through, in each repetition`(name: String, bytes: Int) throws {
    var stream = RandomStream(StreamKey(key: 5, high: 6))
    let expected = checksum(bytes: bytes, start: stream.next())
    let kernel = try prepared(name)
    for _ in 0..<3 { #expect(try output(kernel) == expected) }
  }

  @Test(arguments: ["storage-read", "storage-write"])
  func `order and depth change no output`(name: String) throws {
    let reference = try output(try prepared(name))
    #expect(try output(try prepared(name, ["random": 1])) == reference)
    #expect(try output(try prepared(name, ["random": 1, "depth": 4])) == reference)
    if name == "storage-write" { #expect(try output(try prepared(name, ["sync": 2])) == reference) }
  }

  @Test func `direct input and output is done, or refused with the reason`() throws {
    do {
      let direct = try output(try prepared("storage-read", ["direct": 1]))
      #expect(direct == (try output(try prepared("storage-read"))))
    } catch let error as KernelError {
      #expect(error.code == .systemRefused && error.hint.contains("direct: 0") || error.hint.contains("4096"))
    }
  }

  @Test func `blocks that no disk has, and more memory than allowed, are refused`() throws {
    #expect(throws: KernelError.self) { try Operation.named("storage-read").cost(type: .u8, parameters: ["block": 1000]) }
    #expect(throws: KernelError.self) { try prepared("storage-write", memoryLimit: 9 * 4096) }
    #expect(throws: KernelError.self) { try prepared("storage-read", ["sync": 1]) }
  }

  @Test func `the blocks have no name, so that nothing of them stays however the process ends`() throws {
    let kernel = try prepared("storage-write", ["blocks": 37])
    let held = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { name -> String? in
      let size = try? FileHandle(fileDescriptor: Int32(name) ?? -1, closeOnDealloc: false).seekToEnd()
      return size == 37 * 4096 ? try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)") : nil
    }
    #expect(!held.isEmpty && held.allSatisfy { $0.hasSuffix("(deleted)") }, "\(held)")
    #expect(try output(kernel) != 0)
  }

  @Test func `what the system refuses refuses the trial`() {
    #expect(RunFault(kernel: .system(ENOSPC, "cannot write", hint: "free some space")).code.status == .refused)
  }

  @Test func `only the system does what is the system's`() throws {
    for operation in Kernels.Operation.system {
      #expect(operation.isOfSystem && SystemBackend().refusal(of: operation, type: .u8, parameters: [:]) == nil)
      var stream = RandomStream(StreamKey(key: 5, high: 6))
      #expect(throws: KernelError.self) {
        try CPUBackend().prepare(
          operation, type: .u8, parameters: [:], stream: &stream, engine: try Engine(), memoryLimit: .max)
      }
    }
    #expect(SystemBackend().refusal(of: try Operation.named("gemm"), type: .f32, parameters: [:]) != nil)
  }

  @Test func `requests and bytes are counted`() throws {
    let read = try Operation.named("storage-read").cost(type: .u8, parameters: ["blocks": 3, "block": 512])
    #expect(read.bytes == 1536 && read.accesses == 3 && read.flops == 0)
    let echo = try Operation.named("loopback-latency").cost(type: .u8, parameters: ["messages": 10, "size": 3])
    #expect(echo.bytes == 60 && echo.accesses == 10)
  }
}
