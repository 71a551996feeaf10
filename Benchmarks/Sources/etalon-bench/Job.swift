import Peers

/// One case of one contender with its operands in memory.
protocol Job: AnyObject {
  /// Runs it `repetitions` times; `hold` keeps Etalon's threads between them, as a training step does.
  func run(_ repetitions: Int, hold: Bool) throws
}

/// A job in C.
@safe final class PeerJob: Job {
  private let job: OpaquePointer

  /// Takes what a C function made, or throws what it says.
  init(_ make: (UnsafeMutablePointer<CChar>, Int) -> OpaquePointer?) throws(Missing) {
    var why = [CChar](repeating: 0, count: 200)
    let made = unsafe why.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.flatMap { unsafe make($0, buffer.count) }
    }
    guard let made = unsafe made else { throw Missing(text(why)) }
    unsafe job = made
  }

  deinit { unsafe peer_free(job) }

  func run(_ repetitions: Int, hold: Bool) { unsafe peer_run(job, UInt64(repetitions), hold ? 1 : 0) }
}

/// A job in Swift.
final class ClosureJob: Job {
  private let body: () throws -> Void

  init(_ body: @escaping () throws -> Void) { self.body = body }

  func run(_ repetitions: Int, hold: Bool) throws {
    for _ in 0..<repetitions { try body() }
  }
}

/// The characters before the terminating zero.
func text(_ characters: [CChar]) -> String {
  String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
