import Kernels

/// What an operation of the catalogue computes, as the plainest Swift that says it: one element at a time, no vectors.
///
/// `IdentityTests` holds each operation against its reference on every engine, over these shapes and fresh ones. An operation
/// without a reference fails that test.
struct NaiveReference: Sendable {
  /// The operation's name in the catalogue.
  let operation: String
  /// Sizes that are tried always; absent parameters take the golden run's.
  let shapes: [[String: Int]]
  /// Sizes from a fresh seed.
  let fresh: @Sendable (inout RandomStream) -> [String: Int]
  /// Inputs that are also tried with subnormals, negative zeros, infinities and NaN.
  var nasty: [String] = []
  /// The bytes of the output, of all outputs one after another.
  let output: @Sendable (OperationCase) throws -> [UInt8]

  /// Every family's references.
  static let all: [NaiveReference] =
    products + narrowProducts + exactSums + orders + sparse + transforms + arrays + elementary + training
    + convolutions + poolings + attentions + activations + normalizations + memory

  static func named(_ operation: String) -> NaiveReference? { all.first { $0.operation == operation } }
}

/// The inputs of one prepared kernel, as its reference sees them.
struct OperationCase {
  let type: ElementType
  let parameters: [String: Int]
  private let inputs: [String: [UInt8]]

  init(_ operation: Operation, type: ElementType, parameters: [String: Int], kernel: any PreparedKernel) throws {
    self.type = type
    self.parameters = try operation.resolved(parameters)
    var inputs: [String: [UInt8]] = [:]
    for name in kernel.inputNames {
      inputs[name] = kernel.withInputBytes(named: name, elements)
    }
    self.inputs = inputs
  }

  subscript(_ parameter: String) -> Int { parameters[parameter] ?? 0 }

  /// An input's elements; the type must be the input's own.
  func array<T: BitwiseCopyable>(_ name: String, as: T.Type = T.self) -> [T] {
    let bytes = inputs[name] ?? []
    return unsafe bytes.withUnsafeBytes { raw in
      (0..<raw.count / MemoryLayout<T>.size).map { unsafe raw.loadUnaligned(fromByteOffset: $0 * MemoryLayout<T>.size, as: T.self) }
    }
  }

  func floats(_ name: String) -> [Float] { array(name) }
}

/// The bytes of elements, little endian on every machine that the project runs on.
func bytes<T: BitwiseCopyable>(of elements: [T]) -> [UInt8] { unsafe elements.withUnsafeBytes { unsafe Array($0) } }

/// The bytes of a span.
func elements(_ bytes: RawSpan) -> [UInt8] { unsafe bytes.withUnsafeBytes { unsafe Array($0) } }

/// An array of bytes as a span, for the time of a closure.
func withSpan<R>(_ bytes: [UInt8], _ body: (RawSpan) throws -> R) rethrows -> R {
  // The array stays as it is while the closure runs.
  try unsafe body(bytes.span.bytes)
}
