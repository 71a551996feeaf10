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
  public consuming func finalize() -> Digest { take() }

  /// The digest of everything appended; what is appended next belongs to another one.
  mutating func next() -> Digest {
    let digest = take()
    guard unsafe EVP_DigestInit_ex(context, nil, nil) == 1 else { fatalError("libcrypto lost a digest") }
    return digest
  }

  private func take() -> Digest {
    var bytes: [32 of UInt8] = .init(repeating: 0)
    var span = bytes.mutableSpan
    let done = unsafe span.withUnsafeMutableBufferPointer { unsafe EVP_DigestFinal_ex(context, $0.baseAddress, nil) }
    guard done == 1 else { fatalError("libcrypto lost a digest") }
    return Digest(bytes)
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
    var buffer = [UInt8](repeating: 0, count: pieceBytes)
    do { return try digest(of: file, through: &buffer) } catch { throw error.fault("read", path) }
  }

  /// How much of a file is read at once.
  static let pieceBytes = 256 << 10

  /// The digest of an open file from its start, and how many bytes it had; never more than `limit` and one piece.
  ///
  /// - Parameter buffer: Where the pieces stand; its size is theirs.
  static func digest(
    of file: borrowing OpenFile, limit: Int = .max, through buffer: inout [UInt8]
  ) throws(SystemError) -> (digest: Digest, bytes: UInt64) {
    var hash = SHA256()
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
