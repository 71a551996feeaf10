/// What a spec may name beyond the keys of the language: everything that this release can carry out, as planning needs to know it.
///
/// The value is composed from the catalogues of the other rooms and handed to planning, which knows nothing of arithmetic, files or networks.
public struct Catalogue: Sendable {
  /// Rises whenever something is added; a plan names the version that it was made with.
  public var version: Int
  /// What a kernel workload may name.
  public var kernels: [KernelEntry]
  /// The revision of each building block that a training or inference plan relies on, by name.
  public var revisions: [String: Int]
  /// What a train workload may name.
  public var models: [ModelEntry]
  /// How bytes of a dataset may be read.
  public var formats: [FormatEntry]
  /// What an evaluate workload may ask.
  public var subjects: [SubjectEntry]
  /// How answers may be found in replies.
  public var extractions: [ExtractionEntry]
  /// How answers may be judged.
  public var scorers: [ScorerEntry]
  /// Why a text is no pattern that readings may have; `nil` where it is one.
  public var patternProblem: @Sendable (String) -> String? = { _ in nil }
  /// The most bytes that a kernel may need where its workload sets no limit.
  public var memoryLimit: UInt64

  /// A catalogue of everything that a release carries.
  public init(
    version: Int, kernels: [KernelEntry], revisions: [String: Int], models: [ModelEntry], formats: [FormatEntry], subjects: [SubjectEntry],
    extractions: [ExtractionEntry], scorers: [ScorerEntry], memoryLimit: UInt64
  ) {
    self.version = version
    self.kernels = kernels
    self.revisions = revisions
    self.models = models
    self.formats = formats
    self.subjects = subjects
    self.extractions = extractions
    self.scorers = scorers
    self.memoryLimit = memoryLimit
  }

  /// The model of a name, or `nil`.
  public func model(_ name: String) -> ModelEntry? { models.indices.first { models[$0].name.isSpelled(name) }.map { models[$0] } }

  /// The operation of a name, or `nil`.
  public func kernel(_ name: String) -> KernelEntry? { kernels.indices.first { kernels[$0].name.isSpelled(name) }.map { kernels[$0] } }

  /// The format of a word, or `nil`.
  public func format(_ word: String) -> FormatEntry? { formats.indices.first { formats[$0].word.isSpelled(word) }.map { formats[$0] } }
}

extension Catalogue {
  /// A catalogue that brings nothing, for what depends on the keys of the language alone.
  static let empty = Catalogue(
    version: .max, kernels: [], revisions: [:], models: [], formats: [], subjects: [], extractions: [], scorers: [], memoryLimit: 0)

  /// The catalogue as an earlier version had it, which a plan of that version is resolved and verified with; `nil` for a version that this
  /// release does not know.
  ///
  /// Keys, settings and metrics that came later stay where they are: who reads them goes by their `since` and can say when they came.
  public func view(of version: Int) -> Catalogue? {
    guard (1...self.version).contains(version) else { return nil }
    var view = self
    view.version = version
    view.kernels = kernels.filter { $0.since <= version }.map { $0.view(of: version) }
    view.models = models.filter { $0.since <= version }
    view.formats = formats.filter { $0.since <= version }
    view.subjects = subjects.filter { $0.since <= version }
    view.extractions = extractions.filter { $0.since <= version }
    view.scorers = scorers.filter { $0.since <= version }
    return view
  }
}
