internal import Kernels

/// The operations of the catalogue that OpenBLAS has too.
enum OpenBLASRoutine: String, CaseIterable {
  /// A product of matrices.
  case gemm
  /// A product of a matrix and a vector.
  case gemv

  init?(_ operation: Kernels.Operation) { self.init(rawValue: operation.name) }

  /// The element types that the library has it for.
  var types: [ElementType] { [.f32, .f64] }

  /// The names of its operands in the catalogue.
  var inputs: (left: String, right: String) {
    switch self {
    case .gemm: ("a", "b")
    case .gemv: ("a", "x")
    }
  }

  /// The size that counts the terms of an element.
  var depth: String {
    switch self {
    case .gemm: "k"
    case .gemv: "n"
    }
  }

  /// The product that sizes mean.
  ///
  /// - Parameter size: The value of a size by its name, defaults filled in.
  func shape(_ size: (String) -> Int) -> ProductShape {
    switch self {
    case .gemm:
      ProductShape(
        m: size("m"), n: size("n"), k: size("k"), transposeA: size("transpose-a") == 1, transposeB: size("transpose-b") == 1)
    case .gemv: ProductShape(m: size("m"), n: 1, k: size("n"), transposeA: size("transpose") == 1)
    }
  }
}
