extension Operation {
  /// Every operation that the processor executes, sorted by name.
  public static let all: [Operation] = families.flatMap { $0 }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }

  /// Each family's operations; a new operation is a line in its family's list.
  private static let families: [[Operation]] = [
    products, narrowProducts, arrays, elementary, streams, exactSums, orders, sparse, transforms, training, convolutions, attentions,
    activations, normalizations, memory,
  ]

  /// The operation of a name.
  ///
  /// - Throws: `KernelError` with the code `unknownOperation`.
  public static func named(_ name: String) throws(KernelError) -> Operation {
    guard let operation = (all + system).first(where: { $0.name == name }) else {
      let names = (all + system).map(\.name).joined(separator: ", ")
      throw KernelError(.unknownOperation, "no operation is called \(name)", hint: "there are \(names)")
    }
    return operation
  }
}

/// The largest matrix dimension and the largest array that an operation takes.
enum Limits {
  static let dimension = 1 << 24
  static let elements = 1 << 34
}
