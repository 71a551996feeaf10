internal import CCompression

/// What the bytes of a file are packed with, told by how they begin and never by a name.
enum Packing: CaseIterable {
  case gzip
  case zstd

  /// The packing of a file; `nil` for one that is not packed.
  init?(_ bytes: [UInt8]) {
    guard let packing = Packing.allCases.first(where: { packing in packing.signatures.contains { bytes.starts(with: $0) } }) else {
      return nil
    }
    self = packing
  }

  /// How a file begins: RFC 1952 section 2.3, RFC 8878 section 3.1.1.
  private var signatures: [[UInt8]] {
    switch self {
    case .gzip: [[0x1F, 0x8B, 0x08]]
    case .zstd: [[0x28, 0xB5, 0x2F, 0xFD]]
    }
  }

  /// How messages call it.
  var word: String {
    switch self {
    case .gzip: "gzip"
    case .zstd: "zstd"
    }
  }

  fileprivate var library: etalon_packing {
    switch self {
    case .gzip: etalon_packing_gzip
    case .zstd: etalon_packing_zstd
    }
  }
}

/// Owns a stream of the library that unpacks a file.
@safe struct Unpacker: ~Copyable {
  private let handle: OpaquePointer

  /// Why a library gives nothing.
  struct Refusal: Error { let reason: String }

  /// What came of a step.
  struct Step {
    /// What came out.
    var piece: [UInt8]
    /// How many bytes went in.
    var used: Int
    /// Whether a member or frame is complete.
    var isEnd: Bool
  }

  init(_ packing: Packing) throws(Refusal) {
    var reason = [CChar](repeating: 0, count: 160)
    let opened = unsafe reason.withUnsafeMutableBufferPointer { buffer -> OpaquePointer? in
      guard let base = buffer.baseAddress else { return nil }
      return unsafe etalon_unpacker_open(packing.library, base, Int32(buffer.count))
    }
    guard let opened = unsafe opened else { throw Refusal(reason: Unpacker.text(reason)) }
    unsafe handle = opened
  }

  deinit { unsafe etalon_unpacker_close(handle) }

  /// Unpacks bytes from a place on until the room is full, a member ends or nothing is left.
  func step(_ bytes: [UInt8], from start: Int, room: Int) throws(Refusal) -> Step {
    var (used, made, reason) = (0, 0, [CChar](repeating: 0, count: 160))
    var result = etalon_unpacked_fault
    // Both buffers outlive the call, which keeps no pointer into them.
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: room) { out, count in
      unsafe bytes.withUnsafeBufferPointer { source in
        unsafe reason.withUnsafeMutableBufferPointer { why in
          guard let into = out.baseAddress, let why = why.baseAddress, let from = source.baseAddress else { return }
          result = unsafe etalon_unpacker_step(handle, from + start, source.count - start, &used, into, room, &made, why, 160)
        }
      }
      count = made
    }
    guard result != etalon_unpacked_fault else { throw Refusal(reason: Unpacker.text(reason)) }
    return Step(piece: piece, used: used, isEnd: result == etalon_unpacked_end)
  }

  private static func text(_ reason: [CChar]) -> String {
    String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
