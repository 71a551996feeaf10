/// What a finished trial of a cell leaves in the records and beside them; every other trial leaves none of it.
public struct TrialLeaves: Sendable, Hashable {
  /// Whether it has an entry in `results.json`.
  public var result: Bool
  /// Whether it has an entry in `bounded.json`.
  public var bounded: Bool
  /// How its files and its results that are digests belong together.
  public var files: Files
  /// The sample series that it has; where a rule ends the sampling, with as many samples each.
  public var series: [Series]
  /// Whether it names the file of its item records.
  public var items: Bool
  /// Whether it names the file of its transcripts, without items that name each of them.
  public var transcripts: Bool

  /// What is left, from all its parts.
  public init(result: Bool, bounded: Bool, files: Files, series: [Series], items: Bool = false, transcripts: Bool = false) {
    self.transcripts = transcripts
    self.result = result
    self.bounded = bounded
    self.files = files
    self.series = series
    self.items = items
  }

  /// A sample series: its name and the unit of its samples.
  public struct Series: Sendable, Hashable {
    /// `time`, `latency`, or the name of a reading.
    public var name: String
    /// `ns` for times, the base unit of its dimension for a reading.
    public var unit: String

    /// A series with the unit of its samples.
    public init(_ name: String, unit: String = Series.nanoseconds) {
      self.name = name
      self.unit = unit
    }

    /// The unit of times.
    public static let nanoseconds = "ns"
  }

  /// How the files of a trial and its results that are digests belong together.
  public enum Files: Sendable, Hashable {
    /// No file is kept; a digest among the results is of bytes that were let go.
    case none
    /// Each digest among the results is that of a kept file, and no other file is kept.
    case each
    /// Each kept file is one of the results; one that is too large is not kept.
    case some
    /// Each digest among the results is that of a kept file, and there may be more files.
    case eachAndMore
  }
}

extension Node {
  /// What a finished trial of this cell leaves; both the one who runs it and the one who verifies it go by this.
  public var leaves: TrialLeaves {
    let records = records
    guard numerics.promise != .bound else { return TrialLeaves(result: false, bounded: true, files: .some, series: records.series) }
    return TrialLeaves(
      result: records.hasResults, bounded: false, files: records.files, series: records.series, items: records.items,
      transcripts: records.transcripts)
  }
}
