/// A floating-point type that operations exist for, so that one definition in the catalogue serves both.
protocol PortableReal: Element, BinaryFloatingPoint {
  static func uniform(_ engine: Engine, _ stream: inout RandomStream, from lower: Self, width: Self, into out: Buffer<Self>)
  static func normal(_ engine: Engine, _ stream: inout RandomStream, into out: Buffer<Self>)
  static func multiply(
    _ engine: Engine, _ shape: ProductShape, _ a: Buffer<Self>, _ b: Buffer<Self>, into c: Buffer<Self>) throws(KernelError)
  static func productError(
    _ engine: Engine, _ shape: ProductShape, _ a: Buffer<Self>, _ b: Buffer<Self>, candidate: Buffer<Self>
  ) throws(KernelError) -> ProductError
  static func sum(_ engine: Engine, _ x: Buffer<Self>) throws(KernelError) -> Self
}

extension Float: PortableReal {
  static func uniform(_ engine: Engine, _ stream: inout RandomStream, from lower: Float, width: Float, into out: Buffer<Float>) {
    engine.uniform(&stream, from: lower, width: width, into: out)
  }

  static func normal(_ engine: Engine, _ stream: inout RandomStream, into out: Buffer<Float>) {
    engine.normal(&stream, into: out)
  }

  static func multiply(
    _ engine: Engine, _ shape: ProductShape, _ a: Buffer<Float>, _ b: Buffer<Float>, into c: Buffer<Float>
  ) throws(KernelError) { try engine.multiply(shape, a, b, into: c) }

  static func productError(
    _ engine: Engine, _ shape: ProductShape, _ a: Buffer<Float>, _ b: Buffer<Float>, candidate: Buffer<Float>
  ) throws(KernelError) -> ProductError { try engine.productError(shape, a, b, candidate: candidate) }

  static func sum(_ engine: Engine, _ x: Buffer<Float>) throws(KernelError) -> Float { try engine.sum(x) }
}

extension Double: PortableReal {
  static func uniform(_ engine: Engine, _ stream: inout RandomStream, from lower: Double, width: Double, into out: Buffer<Double>) {
    engine.uniform(&stream, from: lower, width: width, into: out)
  }

  static func normal(_ engine: Engine, _ stream: inout RandomStream, into out: Buffer<Double>) {
    engine.normal(&stream, into: out)
  }

  static func multiply(
    _ engine: Engine, _ shape: ProductShape, _ a: Buffer<Double>, _ b: Buffer<Double>, into c: Buffer<Double>
  ) throws(KernelError) { try engine.multiply(shape, a, b, into: c) }

  static func productError(
    _ engine: Engine, _ shape: ProductShape, _ a: Buffer<Double>, _ b: Buffer<Double>, candidate: Buffer<Double>
  ) throws(KernelError) -> ProductError { try engine.productError(shape, a, b, candidate: candidate) }

  static func sum(_ engine: Engine, _ x: Buffer<Double>) throws(KernelError) -> Double { try engine.sum(x) }
}

extension PortableReal {
  /// Uniform in 0 to 1.
  static func uniformDraw(_ engine: Engine, _ stream: inout RandomStream, into out: Buffer<Self>) {
    uniform(engine, &stream, from: 0, width: 1, into: out)
  }
}
