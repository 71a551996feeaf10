internal import Kernels

/// The operations of the catalogue that OpenBLAS has too.
enum VendorRoutine: String, CaseIterable {
  /// A product of matrices.
  case gemm
  /// A product of a matrix and a vector.
  case gemv

  init?(_ operation: String) {
    guard let routine = VendorRoutine.allCases.first(where: { $0.rawValue.utf8.elementsEqual(operation.utf8) }) else { return nil }
    self = routine
  }

  /// The element types that the library has it for.
  var types: [ElementType] { [.f32, .f64] }

  /// The names of its operands in the catalogue.
  var inputs: (left: String, right: String) {
    switch self {
    case .gemm: ("a", "b")
    case .gemv: ("a", "x")
    }
  }

  /// Why the library cannot do it so that its product can be judged; `nil` where it can.
  func problem(_ type: ElementType, _ sizes: [String: Int]) -> KernelError? {
    if sizes["prepacked"] == 1 {
      return KernelError(
        .parameterOutOfRange, "a vendor's library lays its operands out within each call", hint: "leave `prepacked` out",
        setting: "prepacked")
    }
    guard let terms = shape(sizes)?.k, terms > type.mostBoundedTerms else { return nil }
    return KernelError(
      .parameterOutOfRange, "elements of \(terms) terms have no error bound in \(type.rawValue)",
      hint: "up to \(type.mostBoundedTerms) terms have one, see `docs/numerics.md`", setting: self == .gemm ? "k" : "n")
  }

  /// The product that a plan's sizes mean, or `nil` where one is missing.
  func shape(_ sizes: [String: Int]) -> ProductShape? {
    guard let m = sizes["m"], let n = sizes["n"] else { return nil }
    let isTransposed = (sizes["transpose-a"] ?? sizes["transpose"]) == 1
    switch self {
    case .gemm: return sizes["k"].map { ProductShape(m: m, n: n, k: $0, transposeA: isTransposed, transposeB: sizes["transpose-b"] == 1) }
    case .gemv: return ProductShape(m: m, n: 1, k: n, transposeA: isTransposed)
    }
  }
}
