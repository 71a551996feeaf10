import Foundation
import TestSupport
import Testing

private let exampleIsThere = FileManager.default.fileExists(atPath: Repository.path("results/example.pub"))

/// The published example: bundles of one machine under several targets, and of two models (scripts/example_results.sh).
@Suite(.enabled(if: exampleIsThere, "results/example is not there; scripts/example_results.sh makes it"))
struct PublishedExampleTests {
  static let folder = Repository.path("results/example")

  private static func bundles(_ kind: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(kind)").sorted().map { "\(folder)/\(kind)/\($0)" }
  }

  @Test func `at least six bundles verify by their published key, and are small`() throws {
    let etalon = try Etalon()
    let all = try Self.bundles("servers") + Self.bundles("models")
    #expect(all.count >= 6)
    for bundle in all {
      let verified = try etalon("verify", bundle, "--key", "results/example.pub", "--builder", "etalon-example")
      #expect(verified.status == 0, "\(bundle): \(verified.output)\(verified.talk)")
    }
    let sizes = try FileManager.default.subpathsOfDirectory(atPath: Self.folder).map {
      try FileManager.default.attributesOfItem(atPath: "\(Self.folder)/\($0)")[.size] as? Int ?? 0
    }
    #expect(sizes.reduce(0, +) < 3_000_000)
  }

  @Test func `the servers are graded by their scale, the models by their plan, and both are pages`() throws {
    let (etalon, folder) = (try Etalon(), try TemporaryFolder())
    let ranked = try etalon("rank", "results/example/servers", "--scale", "specs/scales/kernels-small.yaml", "--format", "json")
    #expect([0, 3].contains(ranked.status) && ranked.output.contains("\"grade\":{"), "\(ranked.talk)")
    for (kind, options) in [("servers", ["--scale", "specs/scales/kernels-small.yaml"]), ("models", [])] {
      let made = try run(
        Etalon.path, ["site", "results/example/\(kind)", "-o", folder.path(kind)] + options,
        in: Repository.root.path(percentEncoded: false),
        environment: etalon.environment)
      #expect(made.status == 0, "\(made.talk)")
      let count = try Self.bundles(kind).count
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("\(kind)/systems")).count == count)
    }
  }

  @Test func `the readme leads to its pages`() throws {
    #expect(try Repository.text(of: Repository.path("README.md")).contains("docs/site/servers/index.html"))
  }
}
