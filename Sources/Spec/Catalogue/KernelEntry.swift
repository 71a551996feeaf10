public import Record

/// One operation of the kernel catalogue.
public struct KernelEntry: Sendable {
  /// The name, as a spec writes it.
  public var name: String
  /// What it computes, in a clause.
  public var summary: String
  /// The version of the catalogue that brought it.
  public var since: Int
  /// Element types it exists for, such as `f32`.
  public var types: [String]
  /// The sizes that it takes, in the order of its page.
  public var parameters: [KernelParameter]
  /// The revision of the published order of operations; other bits mean another revision.
  public var revision: Int
  /// How the numbers of an element type come about, and what that promises.
  public var numerics: @Sendable (_ type: String) -> Numerics
  /// The element types that the vendor tier offers it for too.
  public var vendorTypes: [String]
  /// The counted work of one repetition for an element type and values of parameters, if these fit one another.
  ///
  /// A parameter without a value has its standard one.
  public var cost: @Sendable (_ type: String, _ parameters: [String: Int]) throws(SizeProblem) -> KernelCost
  /// Why the vendor tier cannot do it at these sizes; `nil` where it can.
  public var vendorProblem: @Sendable (_ type: String, _ parameters: [String: Int]) -> SizeProblem?

  /// Whether the vendor tier offers it for any type.
  public var hasVendorTier: Bool { !vendorTypes.isEmpty }

  /// Describes an operation by functions of its element type and sizes.
  public init(
    name: String, summary: String, since: Int = 1, types: [String], parameters: [KernelParameter], revision: Int,
    numerics: @escaping @Sendable (String) -> Numerics, vendorTypes: [String],
    vendorProblem: @escaping @Sendable (String, [String: Int]) -> SizeProblem? = { _, _ in nil },
    cost: @escaping @Sendable (String, [String: Int]) throws(SizeProblem) -> KernelCost
  ) {
    self.name = name
    self.summary = summary
    self.since = since
    self.types = types
    self.parameters = parameters
    self.revision = revision
    self.numerics = numerics
    self.vendorTypes = vendorTypes
    self.vendorProblem = vendorProblem
    self.cost = cost
  }

  /// The operation as an earlier version of the catalogue had it.
  func view(of version: Int) -> KernelEntry {
    var view = self
    view.parameters = parameters.filter { $0.since <= version }
    return view
  }
}

/// A size that an operation takes.
public struct KernelParameter: Sendable, Hashable {
  /// The name, as a spec writes it.
  public var name: String
  /// What it counts, in a clause.
  public var meaning: String
  /// The values that it may have.
  public var range: ClosedRange<Int>
  /// The size where a spec gives none; `nil` where it has to.
  public var standard: Int?
  /// The version of the catalogue that brought it; earlier plans do not name it and mean its standard value.
  public var since: Int

  /// Describes a size.
  public init(name: String, meaning: String, range: ClosedRange<Int>, standard: Int? = nil, since: Int = 1) {
    self.name = name
    self.meaning = meaning
    self.range = range
    self.standard = standard
    self.since = since
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
  /// Loads, updates or requests that are counted one by one; 0 where there is nothing to count.
  public var accesses: UInt64
  /// Whether each access waits for the one before, so that their time is a latency.
  public var areChained: Bool
  /// What `throughput` counts.
  public var throughput: Throughput

  /// What the speed of a kernel is counted in.
  public enum Throughput: Sendable, Hashable { case flops, bytes, accesses }

  /// Counts the work of one repetition.
  public init(
    flops: UInt64, bytes: UInt64, footprint: UInt64, accesses: UInt64 = 0, areChained: Bool = false,
    throughput: Throughput = .flops
  ) {
    self.flops = flops
    self.bytes = bytes
    self.footprint = footprint
    self.accesses = accesses
    self.areChained = areChained
    self.throughput = throughput
  }
}

/// Why the sizes of a kernel or a model cannot be.
public struct SizeProblem: Error, Hashable {
  /// One clause.
  public var message: String
  /// What to do.
  public var help: String
  /// The setting that the problem is about, as a spec writes it, where it is about one.
  public var setting: String?
  /// Whether each size is possible, and they are only too much together.
  public var isTooLarge: Bool

  /// Says what cannot be, and what to do.
  public init(_ message: String, help: String, setting: String? = nil, isTooLarge: Bool = false) {
    self.message = message
    self.help = help
    self.setting = setting
    self.isTooLarge = isTooLarge
  }
}
