package import Attest
internal import CSodium

extension SecretBytes {
  /// Zeroed bytes.
  ///
  /// - Throws: `out-of-memory`.
  package static func zeroed(_ count: Int) throws(AttestFault) -> SecretBytes {
    guard let bytes = SecretBytes(count: count) else { throw AttestFault("out-of-memory", "no memory for a secret") }
    return bytes
  }

  /// Bytes from the system's randomness.
  package static func random(_ count: Int) throws(AttestFault) -> SecretBytes {
    let bytes = try zeroed(count)
    unsafe bytes.withPointer { unsafe randombytes_buf($0, count) }
    return bytes
  }

  /// A copy of bytes that stand elsewhere.
  package static func copy(of source: borrowing Span<UInt8>) throws(AttestFault) -> SecretBytes {
    let bytes = try zeroed(max(source.count, 1))
    for index in 0..<source.count { bytes[index] = source[index] }
    return bytes
  }
}

/// HMAC-SHA-256 (RFC 2104) and the key derivation over it (RFC 5869).
package enum KeyedHash {
  /// The code of a message under a key of any length.
  package static func code(of message: borrowing Span<UInt8>, key: borrowing SecretBytes) throws(AttestFault) -> SecretBytes {
    let code = try SecretBytes.zeroed(32)
    var state = crypto_auth_hmacsha256_state()
    unsafe key.withPointer { key in
      unsafe code.withPointer { code in
        unsafe message.withUnsafeBufferPointer { message in
          unsafe crypto_auth_hmacsha256_init(&state, key, 32)
          unsafe crypto_auth_hmacsha256_update(&state, message.baseAddress, UInt64(message.count))
          unsafe crypto_auth_hmacsha256_final(&state, code)
        }
      }
    }
    unsafe sodium_memzero(&state, MemoryLayout.size(ofValue: state))
    return code
  }

  /// A key of 32 bytes from a secret, a salt and what it is for.
  static func derive(from secret: borrowing SecretBytes, salt: [UInt8], for purpose: String) throws(AttestFault) -> SecretBytes {
    let extracted = try SecretBytes.zeroed(32)
    let key = try SecretBytes.zeroed(32)
    // An absent salt stands for zeros, and HMAC fills a short key with zeros.
    let salt = salt.isEmpty ? [UInt8](repeating: 0, count: 32) : salt
    var state = crypto_auth_hmacsha256_state()
    unsafe extracted.withPointer { extracted in
      unsafe secret.withPointer { bytes in
        unsafe crypto_auth_hmacsha256_init(&state, salt, salt.count)
        unsafe crypto_auth_hmacsha256_update(&state, bytes, UInt64(secret.count))
        unsafe crypto_auth_hmacsha256_final(&state, extracted)
      }
      let block = Array(purpose.utf8) + [1]
      unsafe key.withPointer { key in
        unsafe crypto_auth_hmacsha256_init(&state, extracted, 32)
        unsafe crypto_auth_hmacsha256_update(&state, block, UInt64(block.count))
        unsafe crypto_auth_hmacsha256_final(&state, key)
      }
    }
    unsafe sodium_memzero(&state, MemoryLayout.size(ofValue: state))
    return key
  }
}

/// ChaCha20-Poly1305 (RFC 8439).
package enum SealedBox {
  /// The bytes by which a ciphertext is longer than what it holds.
  package static let overhead = 16

  /// Encrypts a message under a key and a nonce of 12 bytes that is used once.
  package static func seal(_ message: borrowing Span<UInt8>, key: borrowing SecretBytes, nonce: [UInt8]) -> [UInt8] {
    precondition(nonce.count == 12 && key.count == 32)
    let count = message.count
    return unsafe [UInt8](unsafeUninitializedCapacity: count + overhead) { buffer, initialized in
      unsafe key.withPointer { key in
        unsafe message.withUnsafeBufferPointer { message in
          guard let box = buffer.baseAddress else { return }
          _ = unsafe crypto_aead_chacha20poly1305_ietf_encrypt(
            box, nil, message.baseAddress, UInt64(count), nil, 0, nil, nonce, key)
        }
      }
      initialized = count + overhead
    }
  }

  /// Decrypts into secret bytes, whose first `box.count - overhead` it fills; `false` where the box was not made with this key and nonce.
  package static func open(
    _ box: borrowing Span<UInt8>, key: borrowing SecretBytes, nonce: [UInt8], into message: borrowing SecretBytes
  ) -> Bool {
    guard nonce.count == 12, key.count == 32, box.count >= overhead, message.count >= box.count - overhead else { return false }
    return unsafe key.withPointer { key in
      unsafe message.withPointer { message in
        unsafe box.withUnsafeBufferPointer { box in
          guard let start = box.baseAddress else { return false }
          return unsafe crypto_aead_chacha20poly1305_ietf_decrypt(
            message, nil, nil, start, UInt64(box.count), nil, 0, nonce, key) == 0
        }
      }
    }
  }
}

/// Bytes from the system's randomness that are no secret for long: salts, canaries.
func randomBytes(_ count: Int) -> [UInt8] {
  unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
    guard let start = buffer.baseAddress else { return }
    unsafe randombytes_buf(start, count)
    initialized = count
  }
}
