extension CommandWork {
  /// A number that a program wrote.
  public struct Reading: Sendable, Hashable, Codable {
    /// The name of the reading among results or measurements.
    public var name: String
    /// The stream or output that it is read from: `stdout`, `stderr`, or the name of an output.
    public var source: String
    /// Where it stands there.
    public var place: Place
    /// The symbol of the unit of a number that stands without one; absent: the base unit.
    public var unit: String?
    /// What the number measures.
    public var dimension: Dimension
    /// Whether more or less is better.
    public var direction: Direction
    /// A result must come out the same again; a measurement need not.
    public var origin: MetricOrigin

    /// A reading of a place.
    public init(
      name: String, source: String = Reading.standardOutput, place: Place, unit: String? = nil, dimension: Dimension, direction: Direction,
      origin: MetricOrigin
    ) {
      self.name = name
      self.source = source
      self.place = place
      self.unit = unit
      self.dimension = dimension
      self.direction = direction
      self.origin = origin
    }

    /// The source that every program has.
    public static let standardOutput = "stdout"
    /// What a program says beside its output.
    public static let standardError = "stderr"
  }
}

extension CommandWork.Reading {
  /// Where a number stands in a text.
  public enum Place: Sendable, Hashable {
    /// Behind a text that a line begins with.
    case line(Line)
    /// In a JSON text, by the path of names and indices from 0, joined by points.
    case json(String)
    /// In a table whose first line names its columns.
    case column(Column)
    /// Where a pattern matches in a line.
    case pattern(Match)
  }

  /// A place in a line that a pattern matches.
  public struct Match: Sendable, Hashable, Codable {
    /// A pattern of `docs/extraction.md`; its first group is the amount, or the whole match where it has none.
    public var pattern: String
    /// Which of several such lines counts.
    public var occurrence: Occurrence

    /// A place where a pattern matches.
    public init(pattern: String, occurrence: Occurrence = .only) {
      self.pattern = pattern
      self.occurrence = occurrence
    }
  }

  /// A line that begins with a text.
  public struct Line: Sendable, Hashable, Codable {
    /// The text that the line begins with, behind white space.
    public var after: String
    /// Which of several such lines counts.
    public var occurrence: Occurrence
    /// The word behind the text that is the number, from 1; absent: everything behind it.
    public var field: Int?

    /// A line after a text.
    public init(after: String, occurrence: Occurrence = .only, field: Int? = nil) {
      self.after = after
      self.occurrence = occurrence
      self.field = field
    }
  }

  /// Which of several places counts.
  public enum Occurrence: String, Sendable, Hashable, Codable, CaseIterable {
    /// There may be no other.
    case only
    /// The first.
    case first
    /// The last.
    case last
  }

  /// A cell of a table: words of a line are separated by commas where its first line has one, by tabs where it has one, else by white space.
  public struct Column: Sendable, Hashable, Codable {
    /// The name of the column.
    public var name: String
    /// Which of the lines below the names counts.
    public var occurrence: Occurrence

    /// A column of the counting line.
    public init(name: String, occurrence: Occurrence = .only) {
      self.name = name
      self.occurrence = occurrence
    }
  }
}

extension CommandWork.Reading.Place: Codable {
  private enum Keys: String, CodingKey { case line, json, column, pattern }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Keys.self)
    guard let key = values.allKeys.first, values.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "expected `line`, `json`, `column` or `pattern`"))
    }
    switch key {
    case .line: self = .line(try values.decode(CommandWork.Reading.Line.self, forKey: key))
    case .json: self = .json(try values.decode(String.self, forKey: key))
    case .pattern: self = .pattern(try values.decode(CommandWork.Reading.Match.self, forKey: key))
    case .column: self = .column(try values.decode(CommandWork.Reading.Column.self, forKey: key))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Keys.self)
    switch self {
    case .line(let line): try values.encode(line, forKey: .line)
    case .json(let path): try values.encode(path, forKey: .json)
    case .column(let column): try values.encode(column, forKey: .column)
    case .pattern(let match): try values.encode(match, forKey: .pattern)
    }
  }
}
