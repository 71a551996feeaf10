internal import Kernels
internal import Record
internal import Score
public import Spec

extension Catalogue {
  /// The version of the catalogue of this release, for who needs nothing else of it.
  public static let currentVersion = 2

  /// What this release carries, composed from the kernels' own catalogue.
  public static let current = {
    var catalogue = all
    catalogue.patternProblem = { Pattern.problem($0) }
    return catalogue
  }()

  private static let all = Catalogue(
    version: currentVersion, kernels: operations.map(KernelEntry.init), revisions: revisions, models: models,
    formats: FormatEntry.all, subjects: subjectKinds.map { $0.entry }, extractions: ExtractionRule.all.map(ExtractionEntry.init),
    scorers: Scorer.all.map(ScorerEntry.init), memoryLimit: Kernels.Operation.defaultMemoryLimit)

  /// Every operation, sorted by name.
  private static let operations = (Kernels.Operation.all + Kernels.Operation.system).sorted {
    $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
  }

  /// The revision of every operation: trainings name the ones that they are made of.
  private static let revisions = Dictionary(
    uniqueKeysWithValues: operations.map { ($0.name, $0.revision) })

  /// What can be trained, with the operations that each is made of.
  private static let models = ["mlp", "cnn", "gpt"].map { name in
    ModelEntry(
      name: name,
      trainingBlocks: { work in
        (try? work.architecture(vocabulary: 256))?.trainingOperations(work.settings()) ?? []
      }, servingBlocks: { work in (try? work.architecture(vocabulary: 256))?.servingOperations ?? [] }, problem: problem,
      footprint: { try? $0.estimatedMemory(vocabulary: 256) })
  }

  /// Why the kernels refuse an architecture; a text's vocabulary is not known yet, and is small.
  private static func problem(_ work: TrainWork) -> SizeProblem? {
    do {
      try work.architecture(vocabulary: 256).checked()
      return nil
    } catch let error as KernelError {
      return SizeProblem(error)
    } catch {
      return SizeProblem("\(error)", help: "see `docs/language.md`")
    }
  }
}

extension SizeProblem {
  fileprivate init(_ error: KernelError) {
    self.init(error.message, help: error.hint, setting: error.setting, isTooLarge: error.code == .tooLarge)
  }
}

extension KernelEntry {
  fileprivate init(_ operation: Kernels.Operation) {
    let vendor = KernelWork.Tier.vendor.backend
    self.init(
      name: operation.name, summary: operation.summary, since: operation.since, types: operation.types.map(\.rawValue),
      parameters: operation.parameters.map {
        KernelParameter(name: $0.name, meaning: $0.summary, range: $0.range, standard: $0.default, since: $0.since)
      },
      revision: operation.revision, numerics: { operation.profile.numerics(type: $0) },
      vendorTypes: vendor.types(of: operation).map(\.rawValue),
      vendorProblem: { type, parameters in
        guard let type = ElementType(rawValue: type) else { return nil }
        return vendor.refusal(of: operation, type: type, parameters: parameters).map(SizeProblem.init)
      },
      cost: { (type, parameters) throws(SizeProblem) in
        guard let type = ElementType(rawValue: type) else { throw SizeProblem("there is no such type", help: "see `docs/kernels.md`") }
        let cost: OperationCost
        do throws(KernelError) {
          cost = try operation.cost(type: type, parameters: parameters)
        } catch { throw SizeProblem(error) }
        return KernelCost(cost, operation.throughput)
      })
  }
}

extension KernelCost {
  fileprivate init(_ cost: OperationCost, _ throughput: Kernels.Operation.Throughput) {
    let counted: Throughput =
      switch throughput {
      case .flops: .flops
      case .bytes: .bytes
      case .accesses: .accesses
      }
    self.init(
      flops: counted == .flops ? cost.flops : 0, bytes: cost.bytes, footprint: cost.memory, accesses: cost.accesses,
      areChained: cost.areChained,
      throughput: counted)
  }
}

extension ScorerEntry {
  fileprivate init(_ scorer: Scorer) {
    self.init(
      name: scorer.name, revision: scorer.revision, noun: scorer.noun, summary: scorer.summary, settings: scorer.settings,
      metrics: scorer.metrics, means: scorer.outputs.map(\.name), since: scorer.since, asks: scorer.isAsking, subjects: scorer.asks,
      problem: scorer.problem)
  }
}

extension ExtractionEntry {
  fileprivate init(_ rule: ExtractionRule) {
    self.init(
      name: rule.name, revision: rule.revision, noun: rule.noun, summary: rule.summary, settings: rule.settings, since: rule.since,
      problem: { settings in
        guard let pattern = rule.pattern(settings) else { return nil }
        return Pattern.problem(pattern).map { ("pattern", $0) }
      })
  }
}

extension Pattern {
  /// Why a text is no pattern, with the place; `nil` where it is one.
  fileprivate static func problem(_ text: String) -> String? {
    do throws(Fault) {
      _ = try Pattern(text)
      return nil
    } catch {
      return "\(error.reason) (character \(error.place + 1))"
    }
  }
}

extension NumericProfile {
  /// The profile as plans name it, with its promise.
  fileprivate func numerics(type: String) -> Numerics {
    let name = ElementType(rawValue: type).map(self.name(for:)) ?? rawValue
    return switch promise {
    case .bits: Numerics(name, .bits)
    case .exact: Numerics(name, .exact)
    case .bound: Numerics(name, .bound)
    }
  }
}
