internal import Kernels
public import Record

extension Catalogue {
  /// What this release carries, composed from the kernels' own catalogue.
  public static let current = Catalogue(
    version: 1, kernels: Kernels.Operation.all.map(KernelEntry.init), revisions: revisions, models: models)

  /// The revision of every operation: trainings name the ones that they are made of.
  private static let revisions = Dictionary(
    uniqueKeysWithValues: Kernels.Operation.all.map { ($0.name, $0.revision) })

  private static let models = [
    ModelEntry(
      name: "mlp",
      trainingBlocks: { work in
        ["dense", "gemm", "random-uniform", "reduce-sum", "relu", "softmax-cross-entropy", work.optimizer.sgd == nil ? "adamw" : "sgd"]
      }, servingBlocks: { _ in ["dense", "gemm", "relu"] }, problem: { _ in nil })
  ]
}

extension KernelEntry {
  fileprivate init(_ operation: Kernels.Operation) {
    self.init(
      name: operation.name, summary: operation.summary, types: operation.types.map(\.rawValue),
      parameters: operation.parameters.map {
        KernelParameter(name: $0.name, meaning: $0.summary, range: $0.range, standard: $0.default)
      },
      revision: operation.revision, profile: operation.profile.rawValue, vendorTypes: VendorRoutine(operation.name)?.types.map(\.rawValue) ?? [],
      cost: { type, parameters in
        guard let type = ElementType(rawValue: type), let cost = try? operation.cost(type: type, parameters: parameters) else {
          return nil
        }
        // STREAM kernels are about moving bytes: their throughput is a bandwidth, as everyone quotes it.
        return KernelCost(flops: operation.name.hasPrefix("stream-") ? 0 : cost.flops, bytes: cost.bytes, footprint: cost.memory)
      })
  }
}
