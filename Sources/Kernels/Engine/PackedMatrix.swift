/// A right operand of products, laid out once for an engine's instruction set.
final class PackedMatrix<Element: PortableReal> {
  private let shape: ProductShape
  private let elements: Buffer<Element>

  /// The operand B of products of a shape.
  init(_ b: Buffer<Element>, _ shape: ProductShape, engine: Engine) throws(KernelError) {
    self.shape = shape
    elements = try Buffer(Element.packedCount(engine, k: shape.k, n: shape.n))
    repack(b, engine: engine)
  }

  /// Takes other values of the same sizes.
  func repack(_ b: Buffer<Element>, engine: Engine) {
    precondition(b.count >= shape.k * shape.n)
    Element.pack(engine, shape, b, into: elements)
  }

  /// The product op(A) op(B).
  func multiply(_ a: Buffer<Element>, into c: Buffer<Element>, engine: Engine) throws(KernelError) {
    precondition(a.count >= shape.m * shape.k && c.count >= shape.m * shape.n)
    try engine.check(Element.product(engine, shape, a, packed: elements, into: c))
  }
}
