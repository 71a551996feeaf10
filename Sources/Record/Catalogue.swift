/// What a kernel workload may name: the operations this release carries, as the room that turns specs into plans needs to know them.
///
/// The value is composed from the kernels' own catalogue and handed to planning, which knows nothing of arithmetic.
public struct Catalogue: Sendable {
  /// Rises whenever a plan could come out differently.
  public var version: Int
  public var kernels: [KernelEntry]
  /// The revision of each building block that a training or inference plan relies on, by name.
  public var revisions: [String: Int]
  /// What a train workload may name.
  public var models: [ModelEntry]
  /// The most bytes that a kernel may need where its workload sets no limit.
  public var memoryLimit: UInt64

  public init(version: Int, kernels: [KernelEntry], revisions: [String: Int], models: [ModelEntry], memoryLimit: UInt64) {
    self.memoryLimit = memoryLimit
    self.version = version
    self.kernels = kernels
    self.revisions = revisions
    self.models = models
  }

  /// The model of a name, or `nil`.
  public func model(_ name: String) -> ModelEntry? { models.first { $0.name.utf8.elementsEqual(name.utf8) } }

  /// The operation of a name, or `nil`.
  public func kernel(_ name: String) -> KernelEntry? { kernels.first { $0.name.utf8.elementsEqual(name.utf8) } }
}

/// A kind of model that can be trained.
public struct ModelEntry: Sendable {
  public var name: String
  /// The building blocks that a training is made of, by the names of the catalogue.
  public var trainingBlocks: @Sendable (TrainWork) -> [String]
  /// The building blocks that serving the model is made of.
  public var servingBlocks: @Sendable (TrainWork) -> [String]
  /// Why such a model cannot be, and what to do; `nil` where it can.
  public var problem: @Sendable (TrainWork) -> SizeProblem?
  /// About how many bytes of memory its training takes; `nil` where that cannot be counted.
  public var footprint: @Sendable (TrainWork) -> UInt64?

  public init(
    name: String, trainingBlocks: @escaping @Sendable (TrainWork) -> [String], servingBlocks: @escaping @Sendable (TrainWork) -> [String],
    problem: @escaping @Sendable (TrainWork) -> SizeProblem?, footprint: @escaping @Sendable (TrainWork) -> UInt64? = { _ in nil }
  ) {
    self.footprint = footprint
    self.name = name
    self.trainingBlocks = trainingBlocks
    self.servingBlocks = servingBlocks
    self.problem = problem
  }
}

/// Why the sizes of a kernel or a model cannot be.
public struct SizeProblem: Error, Hashable {
  public var message: String
  public var help: String
  /// The setting that the problem is about, as a spec writes it, where it is about one.
  public var setting: String?
  /// Whether each size is possible, and they are only too much together.
  public var isTooLarge: Bool

  public init(_ message: String, help: String, setting: String? = nil, isTooLarge: Bool = false) {
    self.message = message
    self.help = help
    self.setting = setting
    self.isTooLarge = isTooLarge
  }
}

/// One operation of the kernel catalogue.
public struct KernelEntry: Sendable {
  public var name: String
  public var summary: String
  /// Element types it exists for, such as `f32`.
  public var types: [String]
  public var parameters: [KernelParameter]
  /// The revision of the published order of operations; other bits mean another revision.
  public var revision: Int
  /// The promise that its bits come under, such as `portable-f32/1`; `docs/numerics.md` says what each one holds.
  public var profile: String
  /// The element types that the vendor tier offers it for too.
  public var vendorTypes: [String]
  /// The counted work of one repetition for an element type and values of all parameters, if these fit one another.
  public var cost: @Sendable (_ type: String, _ parameters: [String: Int]) throws(SizeProblem) -> KernelCost

  /// Why the vendor tier cannot do it at these sizes; `nil` where it can.
  public var vendorProblem: @Sendable (_ type: String, _ parameters: [String: Int]) -> SizeProblem?

  /// Whether the vendor tier offers it for any type.
  public var hasVendorTier: Bool { !vendorTypes.isEmpty }

  public init(
    name: String, summary: String, types: [String], parameters: [KernelParameter], revision: Int, profile: String,
    vendorTypes: [String], vendorProblem: @escaping @Sendable (String, [String: Int]) -> SizeProblem? = { _, _ in nil },
    cost: @escaping @Sendable (String, [String: Int]) throws(SizeProblem) -> KernelCost
  ) {
    self.name = name
    self.summary = summary
    self.types = types
    self.parameters = parameters
    self.revision = revision
    self.profile = profile
    self.vendorTypes = vendorTypes
    self.vendorProblem = vendorProblem
    self.cost = cost
  }
}

/// A size that an operation takes.
public struct KernelParameter: Sendable, Hashable {
  public var name: String
  public var meaning: String
  public var range: ClosedRange<Int>
  public var standard: Int?
  /// Whether it came after plans of the operation were published: these do not name it, so no plan does at its standard value.
  public var isLater: Bool

  public init(name: String, meaning: String, range: ClosedRange<Int>, standard: Int? = nil, isLater: Bool = false) {
    self.name = name
    self.meaning = meaning
    self.range = range
    self.standard = standard
    self.isLater = isLater
  }
}

/// The counted work of one repetition of a kernel.
public struct KernelCost: Sendable, Hashable {
  /// Floating-point operations (a fused multiply-add counts two); 0 where the kernel is about moving bytes.
  public var flops: UInt64
  /// Bytes that must be read and written at least.
  public var bytes: UInt64
  /// Bytes of memory that inputs and outputs need.
  public var footprint: UInt64

  public init(flops: UInt64, bytes: UInt64, footprint: UInt64) {
    self.flops = flops
    self.bytes = bytes
    self.footprint = footprint
  }
}
