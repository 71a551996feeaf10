internal import CSodium

/// Bytes that are wiped when they go: libsodium's guarded memory, kept out of swap where the host allows.
@safe
package struct SecretBytes: ~Copyable, @unchecked Sendable {
  private let storage: UnsafeMutableRawPointer
  package let count: Int

  /// Zeroed bytes; `nil` when there is no memory.
  package init?(count: Int) {
    guard Sodium.isReady, let storage = unsafe sodium_malloc(count) else { return nil }
    unsafe sodium_memzero(storage, count)
    unsafe self.storage = unsafe storage
    self.count = count
  }

  // sodium_free wipes the bytes first.
  deinit { unsafe sodium_free(storage) }

  /// The bytes, for the time of the call.
  package func withBytes<Value: ~Copyable, Fault: Error>(_ body: (borrowing Span<UInt8>) throws(Fault) -> Value) throws(Fault) -> Value {
    let span = unsafe Span<UInt8>(_unsafeBytes: UnsafeRawBufferPointer(start: storage, count: count))
    return try body(span)
  }

  package subscript(_ index: Int) -> UInt8 {
    get {
      precondition(index >= 0 && index < count)
      return unsafe storage.load(fromByteOffset: index, as: UInt8.self)
    }
    nonmutating set {
      precondition(index >= 0 && index < count)
      unsafe storage.storeBytes(of: newValue, toByteOffset: index, as: UInt8.self)
    }
  }

  /// The address of the bytes for a C call.
  package func withPointer<Value>(_ body: (UnsafeMutablePointer<UInt8>) -> Value) -> Value {
    unsafe body(storage.assumingMemoryBound(to: UInt8.self))
  }
}

/// libsodium must choose its implementations once before anything else is called.
enum Sodium {
  static let isReady = sodium_init() >= 0
}
