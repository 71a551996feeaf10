internal import CKernels

/// Elements in memory that kernels read and write: an allocation on a 64-byte boundary, zeroed, or a part of one.
///
/// A copy is the same memory, which lives as long as anything that shares it. Allocation can fail with a typed error, which
/// arrays cannot do. The pointer never leaves this room, and each use of it passes a count that the buffer has.
@safe struct Buffer<Scalar: Element>: ByteBuffer {
  let base: UnsafeMutablePointer<Scalar>
  let count: Int
  private let memory: Memory

  /// Allocates zeros.
  init(_ count: Int) throws(KernelError) {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Scalar>.stride)
    guard !overflow, count >= 0 else { throw .outOfMemory }
    memory = try Memory(bytes: bytes)
    self.count = count
    unsafe base = memory.start.bindMemory(to: Scalar.self, capacity: count)
  }

  /// Allocates memory for the elements that bytes hold.
  init(_ count: Int, bytes: RawSpan) throws(KernelError) {
    try self.init(count)
    try fill(bytes: bytes)
  }

  /// Allocates memory for the elements of an array.
  init(_ elements: [Scalar]) throws(KernelError) {
    try self.init(elements.count)
    fill(elements)
  }

  private init(_ base: UnsafeMutablePointer<Scalar>, _ count: Int, _ memory: Memory) {
    unsafe self.base = base
    self.count = count
    self.memory = memory
  }

  /// The elements `start ..< start + count`, or all from `start` on: the same memory.
  func part(from start: Int, count: Int? = nil) -> Buffer<Scalar> {
    let count = count ?? self.count - start
    precondition(start >= 0 && count >= 0 && start + count <= self.count, "a part lies inside its buffer")
    return unsafe Buffer(base + start, count, memory)
  }
}

extension Buffer {
  var type: ElementType { Scalar.type }

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

  /// Makes each element its own place.
  func fillWithIndices() where Scalar == UInt64 { for place in 0..<count { unsafe base[place] = UInt64(place) } }

  /// Copies at most `count` elements of another buffer to the front.
  func copy(_ other: Buffer<Scalar>) { unsafe base.update(from: other.base, count: min(count, other.count)) }

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

  func withBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
    try unsafe body(RawSpan(_unsafeStart: base, byteCount: count * MemoryLayout<Scalar>.stride))
  }
}

/// A buffer of any element type.
protocol ByteBuffer {
  var type: ElementType { get }
  /// Copies bytes that must be exactly as many as the buffer's.
  func fill(bytes: RawSpan) throws(KernelError)
  /// Runs a closure over the bytes.
  func withBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R
}

/// What `ek_allocate` gave; freed with its last user.
@safe private final class Memory {
  let start: UnsafeMutableRawPointer

  init(bytes: Int) throws(KernelError) {
    guard let start = unsafe ek_allocate(bytes) else { throw .outOfMemory }
    unsafe self.start = start
  }

  deinit { unsafe ek_free(start) }
}
