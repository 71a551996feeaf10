// SHA-256 (FIPS 180-4) through libcrypto, which uses the CPU's own instructions for it.
internal import CCrypto
internal import Glibc
public import Record

/// An incremental SHA-256 computation.
@safe
public struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// Starts a computation over no bytes.
  public init() {
    // libcrypto returns nil or 0 here only when memory is exhausted, where Swift itself cannot go on either.
    guard let context = unsafe EVP_MD_CTX_new(), unsafe EVP_DigestInit_ex(context, Algorithm.sha256, nil) == 1 else {
      fatalError("out of memory")
    }
    unsafe self.context = unsafe context
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// Appends bytes to what is hashed.
  public mutating func update(_ bytes: some Collection<UInt8>) {
    let done: Void? = bytes.withContiguousStorageIfAvailable { unsafe append(UnsafeRawBufferPointer($0)) }
    if done == nil { unsafe Array(bytes).withUnsafeBytes { unsafe append($0) } }
  }

  private func append(_ bytes: UnsafeRawBufferPointer) {
    guard unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else { fatalError("libcrypto lost a digest") }
  }

  /// Ends the computation and gives the digest of everything appended.
  public consuming func finalize() -> Digest {
    var bytes = [UInt8](repeating: 0, count: 32)
    let done = unsafe bytes.withUnsafeMutableBufferPointer { unsafe EVP_DigestFinal_ex(context, $0.baseAddress, nil) }
    guard done == 1, let digest = Digest(bytes) else { fatalError("libcrypto lost a digest") }
    return digest
  }

  /// The algorithm, fetched once; no configuration file of the host can change what it is.
  private enum Algorithm {
    nonisolated(unsafe) static let sha256: OpaquePointer? = {
      OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil)
      return unsafe EVP_MD_fetch(nil, "SHA256", nil)
    }()
  }
}

extension SHA256 {
  /// The digest of bytes.
  public static func digest(of bytes: some Collection<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  /// The digest of a file, read in pieces; links in the path are followed.
  ///
  /// Complexity: O(n) in the file's size, with 256 KiB of memory.
  public static func digest(ofFile path: String) throws(AttestFault) -> (digest: Digest, bytes: UInt64) {
    let file = try OpenFile.regular(path)
    do { return try digest(of: file) } catch { throw error.fault("read", path) }
  }

  /// The digest of an open file from its start, and how many bytes it had; never more than `limit` and one piece.
  static func digest(of file: borrowing OpenFile, limit: Int = .max) throws(SystemError) -> (digest: Digest, bytes: UInt64) {
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    var total = 0
    while total <= limit {
      let count = try file.read(into: &buffer, at: total)
      if count == 0 { break }
      hash.update(buffer[..<count])
      total += count
    }
    return (hash.finalize(), UInt64(total))
  }
}
