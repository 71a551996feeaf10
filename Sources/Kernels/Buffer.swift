internal import CKernels

/// A buffer of any element type.
protocol ByteBuffer: AnyObject {
  var type: ElementType { get }
  /// Copies bytes that must be exactly as many as the buffer's.
  func fill(bytes: RawSpan) throws(KernelError)
  /// Runs a closure over the bytes.
  func withBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R
}

/// Zeroed memory on a 64-byte boundary that kernels read and write; freed with its owner.
///
/// Allocation can fail with a typed error, which arrays cannot do. The pointer never leaves this room, and each use of it
/// passes `count` (or sizes whose product is `count`) to C.
@safe final class Buffer<Scalar: Element>: ByteBuffer {
  let count: Int
  let base: UnsafeMutablePointer<Scalar>

  init(_ count: Int) throws(KernelError) {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Scalar>.stride)
    guard !overflow, count >= 0, let memory = unsafe ek_allocate(bytes) else { throw Buffer.outOfMemory }
    self.count = count
    unsafe base = memory.bindMemory(to: Scalar.self, capacity: count)
  }

  /// Creates a buffer with the elements that bytes hold.
  convenience init(_ count: Int, bytes: RawSpan) throws(KernelError) {
    try self.init(count)
    try fill(bytes: bytes)
  }

  deinit { unsafe ek_free(base) }

  var type: ElementType { Scalar.type }

  static var outOfMemory: KernelError {
    KernelError(.tooLarge, "the system has no memory for the operands", hint: "make the sizes smaller")
  }

  /// The elements as an array.
  var array: [Scalar] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

  /// The first elements as an array.
  func prefix(_ length: Int) -> [Scalar] {
    unsafe Array(UnsafeBufferPointer(start: base, count: min(max(0, length), count)))
  }

  /// Copies at most `count` elements to the front.
  func fill(_ elements: [Scalar]) { fill(elements[...]) }

  /// Copies at most `count` elements to the front.
  func fill(_ elements: ArraySlice<Scalar>) {
    unsafe elements.withUnsafeBufferPointer { source in
      guard let from = source.baseAddress else { return }
      unsafe base.update(from: from, count: min(count, source.count))
    }
  }

  /// Copies bytes that must be exactly as many as the buffer's.
  func fill(bytes: RawSpan) throws(KernelError) {
    guard bytes.byteCount == count * MemoryLayout<Scalar>.stride else {
      throw KernelError(
        .shapeMismatch, "\(bytes.byteCount) bytes are not \(count) elements", hint: "pass the whole array without gaps")
    }
    unsafe bytes.withUnsafeBytes { source in
      guard let from = source.baseAddress else { return }
      unsafe UnsafeMutableRawPointer(base).copyMemory(from: from, byteCount: source.count)
    }
  }

  /// Copies another buffer of the same length.
  func copy(_ other: Buffer<Scalar>) { unsafe base.update(from: other.base, count: min(count, other.count)) }

  /// Runs a closure over the bytes.
  func withBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
    try unsafe body(RawSpan(_unsafeStart: base, byteCount: count * MemoryLayout<Scalar>.stride))
  }
}
