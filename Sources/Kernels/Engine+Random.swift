internal import CKernels

extension Engine {
  /// Fills a buffer with uniform floats in `lower ..< lower + width`; one word each.
  func uniform(_ stream: inout RandomStream, from lower: Float, width: Float, into out: Buffer<Float>) {
    let key = stream.key
    unsafe ek_random_uniform_f32(pool, key.key, key.high, stream.drawn, lower, width, out.base, out.count)
    stream.skip(out.count)
  }

  /// Fills a buffer with uniform doubles in `lower ..< lower + width`; two words each.
  func uniform(_ stream: inout RandomStream, from lower: Double, width: Double, into out: Buffer<Double>) {
    let key = stream.key
    unsafe ek_random_uniform_f64(pool, key.key, key.high, stream.drawn, lower, width, out.base, out.count)
    stream.skip(2 * out.count)
  }

  /// Fills a buffer with standard normal floats; one word each.
  func normal(_ stream: inout RandomStream, into out: Buffer<Float>) {
    let key = stream.key
    unsafe ek_random_normal_f32(pool, key.key, key.high, stream.drawn, out.base, out.count)
    stream.skip(out.count)
  }

  /// Fills a buffer with standard normal doubles; two words each.
  func normal(_ stream: inout RandomStream, into out: Buffer<Double>) {
    let key = stream.key
    unsafe ek_random_normal_f64(pool, key.key, key.high, stream.drawn, out.base, out.count)
    stream.skip(2 * out.count)
  }

  /// Fills a buffer of integers with the bytes of the stream's next words, each word's lowest byte first.
  func words<Scalar: Element & FixedWidthInteger>(_ stream: inout RandomStream, into out: Buffer<Scalar>) throws(KernelError) {
    let bytes = out.count * MemoryLayout<Scalar>.size
    let words = try Buffer<UInt32>((bytes + 3) / 4)
    unsafe ek_random_words(pool, stream.key.key, stream.key.high, stream.drawn, words.base, words.count)
    stream.skip(words.count)
    // The words hold at least as many bytes as the buffer.
    unsafe UnsafeMutableRawPointer(out.base).copyMemory(from: words.base, byteCount: bytes)
  }
}
