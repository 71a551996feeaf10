import Record
import Testing

@testable import Spec

/// The version of the catalogue that the release resolves with.
private let newestVersion = 2

/// The tables of keys: every key is there once, is documented, and came with a version that there is.
struct TableTests {
  static let objects = Language.current.objects(testCatalogue)

  @Test func `every part of the language is reached`() {
    let nouns = TableTests.objects.map(\.noun)
    #expect(Set(nouns).isSuperset(of: ["a spec", "a CSV format", "an endpoint", "an exact match", "a convolution", "a stopping rule"]))
    #expect(Set(nouns).isSuperset(of: Language.current.planners.map(\.schema.noun)))
    #expect(nouns.count > 35)
  }

  @Test(arguments: objects) func `a table names each of its keys once and says what it is for`(_ object: ObjectSchema) {
    #expect(Set(object.keys.map(\.name)).count == object.keys.count)
    #expect(object.summary.hasSuffix("."))
    for key in object.keys {
      #expect(key.summary.hasSuffix("."), "`\(key.name)` of \(object.noun)")
      #expect(key.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "`\(key.name)` of \(object.noun)")
    }
  }

  @Test(arguments: objects) func `a key came with a version that there is`(_ object: ObjectSchema) {
    for key in object.keys {
      #expect((1...newestVersion).contains(key.since), "`\(key.name)` of \(object.noun)")
    }
  }

  @Test(arguments: Language.current.planners.map(\.kind)) func `a kind of workload is named by a key that it needs`(_ kind: WorkKind) throws
  {
    let key = try #require(kind.planner.schema.key(kind.rawValue))
    #expect(key.presence == .required)
  }

  @Test func `a metric is described once for the cells that have it`() {
    for planner in Language.current.planners {
      let metrics = planner.describedMetrics(testCatalogue)
      let names = metrics.map { "\($0.name), \($0.condition ?? "all")" }
      #expect(Set(names).count == names.count, "\(planner.word)")
      #expect(metrics.allSatisfy { !$0.summary.isEmpty && (1...testCatalogue.version).contains($0.since) }, "\(planner.word)")
    }
  }
}

extension ObjectSchema: CustomTestStringConvertible {
  public var testDescription: String { noun }
}
