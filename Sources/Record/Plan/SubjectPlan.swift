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
  public struct Access: Sendable, Hashable {
    /// The word of the language: `endpoint` and so on.
    public var word: String
    /// The settings of its kind, defaults written out.
    public var settings: Settings

    /// A kind of subject by its word.
    public init(_ word: String, _ settings: Settings) {
      self.word = word
      self.settings = settings
    }
  }
}

extension SubjectPlan.Access: Codable {
  public init(from decoder: any Decoder) throws {
    let choice = try Choice(from: decoder)
    self.init(choice.word, try choice.value())
  }

  public func encode(to encoder: any Encoder) throws { try Choice.encode(word, settings, to: encoder) }
}
