/// The hardware a workload is measured on, as the spec declares it.
public struct TargetPlan: Sendable, Hashable, Codable {
  /// The name in the spec.
  public var id: String
  /// The device that computes.
  public var device: Device
  /// The threads that compute.
  public var threads: Threads
  /// A forced instruction set (`sse2`, `avx2`, `avx512`, `neon`); without it the host's widest.
  public var isa: String?
  /// What the host must have.
  public var require: Requirements
  /// How the host is used meanwhile; absent where nothing is declared.
  public var conditions: TargetConditions?
  /// How its energy is counted; absent where nothing is declared.
  public var energy: EnergyPlan?

  /// A target that a spec declares.
  public init(
    id: String, device: Device, threads: Threads, isa: String? = nil, require: Requirements = Requirements(),
    conditions: TargetConditions? = nil, energy: EnergyPlan? = nil
  ) {
    self.id = id
    self.device = device
    self.threads = threads
    self.isa = isa
    self.require = require
    self.conditions = conditions
    self.energy = energy
  }

  /// A kind of device.
  public enum Device: String, Sendable, Hashable, Codable, CaseIterable { case cpu }

  /// A number of threads, or as many as the host has cores for the process.
  public enum Threads: Sendable, Hashable, Codable {
    /// As many threads as the process has cores.
    case all
    /// A fixed number of threads.
    case count(Int)

    public init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let word = try? container.decode(String.self) {
        guard word == "all" else { throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected `all` or a number") }
        self = .all
      } else {
        self = .count(try container.decode(Int.self))
      }
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .all: try container.encode("all")
      case .count(let count): try container.encode(count)
      }
    }
  }

  /// What a host must have for the target to be met; each a lower bound.
  public struct Requirements: Sendable, Hashable, Codable {
    /// Physical memory, bytes.
    public var memory: U64?
    /// The cores that the process may use.
    public var cores: Int?
    /// Instruction sets that must be present.
    public var isa: [String]?

    /// Lower bounds; `nil` asks for nothing.
    public init(memory: U64? = nil, cores: Int? = nil, isa: [String]? = nil) {
      self.memory = memory
      self.cores = cores
      self.isa = isa
    }
  }
}
