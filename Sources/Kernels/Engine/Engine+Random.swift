internal import CKernels

// Draws from a stream, which moves on.
extension Engine {
  /// Fills a buffer with uniform numbers in `lower ..< lower + width`; one word each for floats, two for doubles.
  func uniform<T: PortableReal>(_ stream: inout RandomStream, from lower: T, width: T, into out: Buffer<T>) {
    T.uniform(self, stream, from: lower, width: width, into: out)
    stream.skip(T.wordsPerDraw * out.count)
  }

  /// Fills a buffer with standard normal numbers; one word each for floats, two for doubles.
  func normal<T: PortableReal>(_ stream: inout RandomStream, into out: Buffer<T>) {
    T.normal(self, stream, into: out)
    stream.skip(T.wordsPerDraw * out.count)
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
