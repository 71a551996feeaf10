/// `data/results.json`: what a re-execution must give again, bit for bit.
///
/// Two runs of one plan give equal bytes.
public struct Results: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:results:v1"
  /// The digest of the plan.
  public var plan: Digest
  /// In plan order; a trial without results has no entry.
  public var trials: [TrialResult]

  /// The results of a run.
  public init(plan: Digest, trials: [TrialResult]) {
    self.plan = plan
    self.trials = trials
  }
}

/// The results of one trial.
public struct TrialResult: Record, Hashable {
  /// The id of the cell.
  @Name public var node: String
  /// The number of the trial, from 0.
  public var index: Int
  /// Sorted by name.
  public var values: [ResultValue]

  /// The results of one trial; they are sorted by name, bytewise.
  public init(node: String, index: Int, values: [ResultValue]) {
    self.node = node
    self.index = index
    self.values = values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The name of the trial.
  public var id: TrialID { TrialID(node: node, index: index) }

  /// The value of a name, or `nil`.
  public func value(_ name: String) -> ResultValue.Content? { values.first { $0.name == name }?.value }
}

/// One named output of a trial.
public struct ResultValue: Sendable, Hashable, Codable {
  /// The name, unique in its trial.
  @Name public var name: String
  /// How a re-execution has to agree.
  public var `class`: Class
  /// What came out.
  public var value: Content

  /// A named result.
  public init(_ name: String, _ class: Class, _ value: Content) {
    self.name = name
    self.class = `class`
    self.value = value
  }

  /// How a re-execution has to agree with a result.
  public enum Class: String, Sendable, Hashable, Codable, CaseIterable {
    /// Bit for bit.
    case exact
    /// Bit for bit, given the transcripts.
    case replayed
    /// Within a computed error bound; only in bounded.json.
    case bounded
  }

  /// What a result can be.
  public enum Content: Sendable {
    /// The digest of an output.
    case digest(Digest)
    /// A number of things.
    case count(U64)
    /// So many of so many, unreduced.
    case share(of: U64, total: U64)
    /// A finite number, compared by its bits.
    case number(Double)
    /// Finite numbers in order, such as the loss of each epoch.
    case series([Double])
    /// A text, compared by its bytes.
    case text(String)
    /// A truth value.
    case flag(Bool)
  }
}

extension ResultValue.Content: Codable {
  private enum CodingKeys: String, CodingKey { case digest, count, share, total, number, series, text, flag }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .digest(let digest): try container.encode(digest, forKey: .digest)
    case .count(let count): try container.encode(count, forKey: .count)
    case .share(let part, let total):
      try container.encode(part, forKey: .share)
      try container.encode(total, forKey: .total)
    case .number(let number): try container.encode(number, forKey: .number)
    case .series(let numbers): try container.encode(numbers, forKey: .series)
    case .text(let text): try container.encode(text, forKey: .text)
    case .flag(let flag): try container.encode(flag, forKey: .flag)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let digest = try container.decodeIfPresent(Digest.self, forKey: .digest) {
      self = .digest(digest)
    } else if let count = try container.decodeIfPresent(U64.self, forKey: .count) {
      self = .count(count)
    } else if let part = try container.decodeIfPresent(U64.self, forKey: .share) {
      self = .share(of: part, total: try container.decode(U64.self, forKey: .total))
    } else if let number = try container.decodeIfPresent(Double.self, forKey: .number) {
      self = .number(number)
    } else if let series = try container.decodeIfPresent([Double].self, forKey: .series) {
      self = .series(series)
    } else if let text = try container.decodeIfPresent(String.self, forKey: .text) {
      self = .text(text)
    } else {
      self = .flag(try container.decode(Bool.self, forKey: .flag))
    }
  }
}

/// `data/bounded.json`: results of the vendor tier, by the digest of the kept output; checked against an error bound.
public struct BoundedResults: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:bounded:v1"
  /// The digest of the plan.
  public var plan: Digest
  /// The trials in plan order; one without such results has no entry.
  public var trials: [TrialResult]

  /// The vendor tier's results of a run.
  public init(plan: Digest, trials: [TrialResult]) {
    self.plan = plan
    self.trials = trials
  }
}
