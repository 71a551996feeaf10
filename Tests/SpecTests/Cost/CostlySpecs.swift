import Record
@testable import Spec

/// Specs of the tests of this folder: each is of a size at which a step that is not linear would take minutes.
enum CostlySpecs {
  static let head = "etalon: 1\nname: costly\ntargets: { host: {} }\n"
  static let gemm = head + "workloads: { gemm: { kernel: gemm } }\n"

  /// So many pieces of text, each made of its number.
  static func many(_ count: Int, joined separator: String = ", ", _ piece: (Int) -> String) -> String {
    (0..<count).map(piece).joined(separator: separator)
  }
}

/// The ids of what is wrong with a spec, each once.
func wrong(_ text: String, _ overrides: [Override] = []) throws -> Set<String> { Set(try problems(text, overrides).map(\.id)) }
