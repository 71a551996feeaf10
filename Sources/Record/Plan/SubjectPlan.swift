/// The model under evaluation, where it is not what a workload of this plan produced.
public struct SubjectPlan: Sendable, Hashable, Codable {
  /// The name in the spec.
  public var id: String
  /// What kind of subject it is, and how it is reached.
  public var access: Access

  /// A subject and how it is reached.
  public init(id: String, access: Access) {
    self.id = id
    self.access = access
  }

  /// A kind of subject of the catalogue and its settings.
  public typealias Access = ChosenEntry
}
