internal import CKernels

extension Operation {
  private static func arrayParameter(_ value: Int) -> [OperationParameter] {
    [OperationParameter("n", "elements", in: 1...Limits.elements, default: value)]
  }

  private static func arrayCount(_ request: Request, flops: Int, arrays: Int, moved: Int? = nil) -> Count {
    let n = SizeArithmetic(request["n"])
    return Count(
      flops: n * flops, bytes: n * ((moved ?? arrays) * request.type.size), memory: n * (arrays * request.type.size),
      shape: [request["n"]])
  }

  /// exp, log, tanh, erf and rsqrt; each counted as one flop.
  static let elementary: [Operation] = ElementaryFunction.allCases.map { function in
    Operation(
      name: function.rawValue,
      summary: "computes \(function.rawValue) of each element, correctly rounded",
      types: [.f32],
      parameters: arrayParameter(1 << 20),
      revision: 1,
      goldenParameters: ["n": 1003],
      count: { arrayCount($0, flops: 1, arrays: 2) },
      make: { (request, cost, stream, engine) throws(KernelError) in
        let x = try Buffer<Float>(request["n"])
        let y = try Buffer<Float>(request["n"])
        let positive = function == .log || function == .rsqrt
        engine.uniform(&stream, from: positive ? 0 : -8, width: 16, into: x)
        return BufferKernel(cost, inputs: [NamedInput("x", x)], output: y) { engine.apply(function, x, into: y) }
      })
  }

  /// The positive part of normal inputs.
  static let relu = Operation(
    name: "relu",
    summary: "keeps positive elements and makes all others +0; a NaN stays NaN",
    types: [.f32],
    parameters: arrayParameter(1 << 20),
    revision: 1,
    goldenParameters: ["n": 1003],
    count: { arrayCount($0, flops: 1, arrays: 2) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let x = try Buffer<Float>(request["n"])
      let y = try Buffer<Float>(request["n"])
      engine.normal(&stream, into: x)
      return BufferKernel(cost, inputs: [NamedInput("x", x)], output: y) { engine.relu(x, into: y, count: x.count) }
    })

  /// The sum of normal inputs.
  static let reduceSum = Operation(
    name: "reduce-sum",
    summary: "adds all elements: blocks of 4,096 by 16 interleaved lanes and a halving tree, block sums by a binary tree",
    types: [.f32, .f64],
    parameters: arrayParameter(1 << 24),
    revision: 1,
    goldenParameters: ["n": 12_301],
    count: { request in
      var count = arrayCount(request, flops: 1, arrays: 1)
      count.shape = []
      return count
    },
    make: { (request, cost, stream, engine) throws(KernelError) in
      switch request.type {
      case .f32:
        let x = try Buffer<Float>(request["n"])
        let y = try Buffer<Float>(1)
        engine.normal(&stream, into: x)
        return BufferKernel(cost, inputs: [NamedInput("x", x)], output: y) {
          () throws(KernelError) in y.fill([try engine.sum(x)])
        }
      case .f64:
        let x = try Buffer<Double>(request["n"])
        let y = try Buffer<Double>(1)
        engine.normal(&stream, into: x)
        return BufferKernel(cost, inputs: [NamedInput("x", x)], output: y) {
          () throws(KernelError) in y.fill([try engine.sum(x)])
        }
      }
    })

  /// Uniform words as floats.
  static let randomUniform = Operation(
    name: "random-uniform",
    summary: "fills an array with uniform numbers in 0 to 1 from a Philox4x32-10 stream",
    types: [.f32, .f64],
    parameters: arrayParameter(1 << 20),
    revision: 1,
    goldenParameters: ["n": 1003],
    count: { arrayCount($0, flops: 0, arrays: 1) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let start = stream
      switch request.type {
      case .f32:
        let y = try Buffer<Float>(request["n"])
        engine.uniform(&stream, from: 0, width: 1, into: y)
        return BufferKernel(cost, inputs: [], output: y) {
          var again = start
          engine.uniform(&again, from: 0, width: 1, into: y)
        }
      case .f64:
        let y = try Buffer<Double>(request["n"])
        engine.uniform(&stream, from: 0, width: 1, into: y)
        return BufferKernel(cost, inputs: [], output: y) {
          var again = start
          engine.uniform(&again, from: 0, width: 1, into: y)
        }
      }
    })

  /// Standard normal numbers.
  static let randomNormal = Operation(
    name: "random-normal",
    summary: "fills an array with standard normal numbers: the normal quantile (AS 241) of a Philox4x32-10 stream",
    types: [.f32, .f64],
    parameters: arrayParameter(1 << 20),
    revision: 1,
    goldenParameters: ["n": 1003],
    count: { arrayCount($0, flops: 1, arrays: 1) },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let start = stream
      switch request.type {
      case .f32:
        let y = try Buffer<Float>(request["n"])
        engine.normal(&stream, into: y)
        return BufferKernel(cost, inputs: [], output: y) {
          var again = start
          engine.normal(&again, into: y)
        }
      case .f64:
        let y = try Buffer<Double>(request["n"])
        engine.normal(&stream, into: y)
        return BufferKernel(cost, inputs: [], output: y) {
          var again = start
          engine.normal(&again, into: y)
        }
      }
    })

  private struct StreamKind: Sendable {
    let name: String
    let summary: String
    let number: CInt
    let flops: Int
    let moved: Int
  }

  private static let streamKinds = [
    StreamKind(name: "stream-copy", summary: "c = a", number: CInt(EK_STREAM_COPY), flops: 0, moved: 2),
    StreamKind(name: "stream-scale", summary: "c = 3 a", number: CInt(EK_STREAM_SCALE), flops: 1, moved: 2),
    StreamKind(name: "stream-add", summary: "c = a + b", number: CInt(EK_STREAM_ADD), flops: 1, moved: 3),
    StreamKind(name: "stream-triad", summary: "c = a + 3 b", number: CInt(EK_STREAM_TRIAD), flops: 2, moved: 3),
  ]

  /// McCalpin's four STREAM kernels; bytes are counted as he counts them.
  static let streams: [Operation] = streamKinds.map { kind in
    Operation(
      name: kind.name,
      summary: "moves arrays through memory: \(kind.summary)",
      types: [.f64],
      parameters: arrayParameter(10_000_000),
      revision: 1,
      goldenParameters: ["n": 1003],
      count: { arrayCount($0, flops: kind.flops, arrays: 3, moved: kind.moved) },
      make: { (request, cost, stream, engine) throws(KernelError) in
        let a = try Buffer<Double>(request["n"])
        let b = try Buffer<Double>(request["n"])
        let c = try Buffer<Double>(request["n"])
        engine.uniform(&stream, from: 0, width: 1, into: a)
        engine.uniform(&stream, from: 0, width: 1, into: b)
        return BufferKernel(cost, inputs: [NamedInput("a", a), NamedInput("b", b)], output: c) {
          engine.stream(kind.number, a, b, into: c, scalar: 3)
        }
      })
  }
}
