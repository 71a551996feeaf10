/// One operation of the kernel catalogue at one size.
///
/// Result: `output`, the digest of what it computes.
public struct KernelWork: Sendable, Hashable, Codable {
  /// The operation by its word in the catalogue, such as `gemm`.
  public var operation: String
  /// Element type: `f32`, `f64` and so on.
  public var type: String
  /// The sizes by name, such as `m`, `n` and `k`.
  public var parameters: [String: Int]
  /// The revision of the operation the plan needs.
  public var revision: Int
  /// Who computes it.
  public var tier: Tier
  /// Counted work of one repetition.
  public var flops: U64
  /// Counted bytes that one repetition moves.
  public var bytes: U64

  /// A kernel at one size.
  public init(
    operation: String, type: String, parameters: [String: Int], revision: Int, tier: Tier, flops: U64, bytes: U64
  ) {
    self.operation = operation
    self.type = type
    self.parameters = parameters
    self.revision = revision
    self.tier = tier
    self.flops = flops
    self.bytes = bytes
  }

  /// Who computes a kernel: Etalon's own code, bit for bit the same everywhere, or a library of the host.
  public enum Tier: String, Sendable, Hashable, Codable, CaseIterable { case portable, vendor }
}
