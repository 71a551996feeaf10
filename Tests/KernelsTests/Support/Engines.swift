import Kernels

/// Every engine that this machine can build from its instruction sets and a few thread counts.
func everyEngine(threads: [Int] = [1, 2, 3, 7]) throws -> [Engine] {
  try InstructionSet.supported.flatMap { set in try threads.map { try Engine(instructionSet: set, threads: $0) } }
}

/// A stream of its own for each test.
func testStream(_ seed: UInt64) -> RandomStream { RandomStream(StreamKey(key: seed, high: 0x7465_7374)) }

/// Bit patterns, so that comparisons see -0 and NaN.
func bits(_ x: [Float]) -> [UInt32] { x.map(\.bitPattern) }
func bits(_ x: [Double]) -> [UInt64] { x.map(\.bitPattern) }

/// Floats that are nasty now and then: subnormal, -0, huge, infinite or NaN.
func nastyFloats(_ count: Int, _ stream: inout RandomStream, finite: Bool = true) -> [Float] {
  (0..<count).map { _ in
    let sign: Float = stream.nextWord() & 1 == 0 ? 1 : -1
    switch stream.integer(below: 40) {
    case 0: return sign * 0
    case 1: return sign * Float(bitPattern: stream.nextWord() >> 10)
    case 2: return sign * 1e-30
    case 3: return sign * 3e18
    case 4 where !finite: return sign * .infinity
    case 5 where !finite: return Float(bitPattern: 0xffc0_0001)
    default: return sign * Float(stream.uniform())
    }
  }
}

func nastyDoubles(_ count: Int, _ stream: inout RandomStream) -> [Double] {
  (0..<count).map { _ in
    let sign: Double = stream.nextWord() & 1 == 0 ? 1 : -1
    switch stream.integer(below: 30) {
    case 0: return sign * 0
    case 1: return sign * Double(bitPattern: stream.next() >> 12)
    case 2: return sign * 1e-160
    case 3: return sign * 1e200
    default: return sign * stream.uniform()
    }
  }
}

/// The bytes of nasty elements of a type: extremes for integers.
func nastyBytes(of type: ElementType, _ count: Int, _ stream: inout RandomStream) -> [UInt8] {
  switch type {
  case .f64: bytes(of: nastyDoubles(count, &stream))
  case .bf16: bytes(of: nastyFloats(count, &stream, finite: false).map { UInt16($0.bitPattern >> 16) })
  case .i8: (0..<count).map { _ in stream.integer(below: 8) == 0 ? UInt8(stream.integer(below: 256)) : 0x80 }
  case .i32, .u32: bytes(of: (0..<count).map { _ in stream.nextWord() & [0, 3, 0x8000_0000, .max][Int(stream.integer(below: 4))] })
  case .u64: bytes(of: (0..<count).map { _ in stream.next() & [0, 3, 1 << 63, .max][Int(stream.integer(below: 4))] })
  default: bytes(of: nastyFloats(count, &stream, finite: false))
  }
}
