public import Record

/// What planning needs from outside: this room reads no file, and computes no digest.
public struct PlanningContext {
  /// What a spec may name, as the version of the catalogue has it that the plan is made with.
  public var catalogue: Catalogue
  /// Values given on the command line, in order.
  public var overrides: [Override]
  /// Finds an inherited spec: by its path as written, relative to the spec that names it, or by the digest that pins it.
  public var parent: (_ path: String, _ pinned: Digest?, _ from: SourceFile) -> Result<SourceFile, SourceProblem>
  /// Finds the values of a reference bundle.
  public var reference: (ReferenceRequest) -> Result<[String: Rational], SourceProblem>
  /// The digest of a file as it is now, where that is known; gives better messages and nothing else.
  public var digestOfFile: (_ path: String, _ from: SourceFile) -> Digest?

  /// Makes a context; what is not given is not known.
  public init(
    catalogue: Catalogue, overrides: [Override] = [],
    parent: @escaping (String, Digest?, SourceFile) -> Result<SourceFile, SourceProblem> = { _, _, _ in
      .failure(SourceProblem("no files at hand"))
    },
    reference: @escaping (ReferenceRequest) -> Result<[String: Rational], SourceProblem> = { _ in
      .failure(SourceProblem("no bundles at hand"))
    },
    digestOfFile: @escaping (String, SourceFile) -> Digest? = { _, _ in nil }
  ) {
    self.catalogue = catalogue
    self.overrides = overrides
    self.parent = parent
    self.reference = reference
    self.digestOfFile = digestOfFile
  }
}

/// Asks for the values that a score divides by.
public struct ReferenceRequest {
  /// The bundle's folder, relative to the spec that names it.
  public var bundle: String
  /// What the bundle's manifest must hash to.
  public var root: Digest
  /// The metrics whose values are wanted; the answer names each by its `text`, in its base unit.
  public var metrics: [MetricReference]
  /// The spec that names the bundle.
  public var from: SourceFile
}

/// A plan with what a bundle needs beside it.
public struct Planned: Sendable {
  /// The resolved spec.
  public var plan: Plan
  /// The spec files it was resolved from: the root first, then its parents, the nearest first.
  public var sources: [SourceFile]
  /// Where the spec says that the inputs lie; never part of the plan.
  public var inputFiles: [InputLocation]
  /// Where the spec says the templates of the plan; never part of the plan.
  public var templates: [TemplateLocation] = []
}

/// Where a spec says that an input lies.
public struct InputLocation: Sendable, Hashable {
  /// The input's id in the plan.
  public var id: String
  /// The path as written, relative to `base`; `nil` where the items stand in the spec itself.
  public var path: String?
  /// The spec file that names it.
  public var base: SourceFile
  /// Where the spec names it.
  public var place: Span
  /// The digest that the spec pins.
  public var sha256: Digest
  /// Where the data come from, in the spec's words.
  public var source: String? = nil
  /// The places of items that stand in the spec itself.
  public var items: [Span] = []
}

/// Resolves a spec to its plan, or to everything that is wrong with it.
///
/// A pure function of the bytes, the overrides, the digests and the catalogue: paths and machines leave no trace in the plan. Without a
/// plan there is at least one error among the diagnostics; with one there are only warnings.
public func makePlan(from source: SourceFile, in context: PlanningContext) -> (planned: Planned?, diagnostics: [Diagnostic]) {
  makePlan(from: source, in: context, by: .current)
}

/// The same by other planners than this release has.
func makePlan(
  from source: SourceFile, in context: PlanningContext, by language: Language
) -> (planned: Planned?, diagnostics: [Diagnostic]) {
  let problems = Problems()
  let planned = Outcome(try resolve(source, context, problems, language)).value
  if planned == nil { _ = problems.reported(earlier: "the plan", at: Span(source.text, 0..<0)) }
  return (problems.hasErrors ? nil : planned, problems.inOrder)
}

private func resolve(
  _ source: SourceFile, _ context: PlanningContext, _ problems: Problems, _ language: Language
) throws(Reported) -> Planned {
  guard let inherited = Inheritance(context: context, problems: problems).load(source) else {
    throw problems.reported(earlier: "the spec", at: Span(source.text, 0..<0))
  }
  return try Planning(inherited, of: source, context, problems, language).planned()
}
