/// A part of a buffer that kernels read or write; it keeps the buffer.
@safe struct Slice<Scalar: Element> {
  let base: UnsafeMutablePointer<Scalar>
  let count: Int
  private let owner: Buffer<Scalar>

  /// The elements `start ..< start + count` of a buffer, which has them.
  init(_ owner: Buffer<Scalar>, from start: Int = 0, count: Int? = nil) {
    let count = count ?? owner.count - start
    precondition(start >= 0 && count >= 0 && start + count <= owner.count, "a slice lies inside its buffer")
    unsafe base = owner.base + start
    self.count = count
    self.owner = owner
  }

  private init(base: UnsafeMutablePointer<Scalar>, count: Int, owner: Buffer<Scalar>) {
    unsafe self.base = base
    self.count = count
    self.owner = owner
  }

  /// The elements from `start` on.
  func dropFirst(_ start: Int) -> Slice<Scalar> {
    precondition(start >= 0 && start <= count, "a slice lies inside its buffer")
    return unsafe Slice(base: base + start, count: count - start, owner: owner)
  }

  /// Copies the elements of another slice to the front.
  func copy(_ other: Slice<Scalar>) { unsafe base.update(from: other.base, count: min(count, other.count)) }

  /// The elements as an array.
  var array: [Scalar] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

  /// The first elements as an array.
  func prefix(_ length: Int) -> [Scalar] {
    unsafe Array(UnsafeBufferPointer(start: base, count: min(max(0, length), count)))
  }

  /// Copies at most `count` elements to the front.
  func fill(_ elements: [Scalar]) {
    unsafe elements.withUnsafeBufferPointer { source in
      guard let from = source.baseAddress else { return }
      unsafe base.update(from: from, count: min(count, source.count))
    }
  }
}
