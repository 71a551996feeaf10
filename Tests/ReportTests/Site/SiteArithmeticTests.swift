import Ranking
import Record
import TestSupport
import Testing

@testable import Report

/// Scores, intervals, grades and ranks computed in a browser, beside those of the command.
@Suite(.enabled(if: Browser.installed != nil, "Chromium is not installed: apt-get install chromium"))
struct SiteArithmeticTests {
  /// Weights of the three branches; nothing for the published ones.
  private static let weightings: [[Int]?] = [nil, [1, 1, 1], [70, 20, 10], [0, 37, 5], [100, 0, 1]]

  private static let harness = """
    const out = [];
    for (const site of JSON.parse(document.getElementById("sites").textContent)) {
      const base = Exact.formula(site.formula), scale = Exact.grading(site.scale);
      const systems = site.systems.map(raw => raw.fault ? null : Exact.system(raw, base));
      for (const weights of site.weightings) {
        const formula = weights ? Exact.weighing(base, weights) : base;
        const all = systems.map(system => system && Exact.evaluate(system, formula, scale));
        all.forEach((found, i) => {
          if (!found) { out.push(site.systems[i].name + " none"); return; }
          const g = found.grade, rank = 1 + all.filter(other => other && Exact.between(other.score, found.score) > 0).length;
          out.push([site.systems[i].name, rank, Exact.text(found.millionths), Exact.text(found.low), Exact.text(found.high),
            g.point, g.worst, g.best, g.cappedBy.join(",")].join(" "));
        });
      }
    }
    document.getElementById("found").textContent = out.join("\\n");
    """

  private func lines(_ ranking: Ranking, in order: [String]) -> [String] {
    order.map { name in
      guard let entry = ranking.systems.first(where: { $0.name == name }), let score = entry.score, let grade = entry.grade else {
        return "\(name) none"
      }
      let capped = grade.cappedBy.joined(separator: ",")
      return "\(name) \(entry.rank ?? 0) \(score) \(entry.low ?? "") \(entry.high ?? "") \(grade.point) \(grade.worst) \(grade.best) \(capped)"
    }
  }

  @Test(arguments: [MeanKind.geometric, .arithmetic, .harmonic])
  func `a browser computes every digit, grade and rank of the command, whatever the weights`(mean: MeanKind) throws {
    let browser = try #require(Browser.installed)
    var expected: [String] = []
    var sites: [JSON] = []
    for seed in 1...12 {
      let sample = SiteSample(seed: UInt64(seed), mean: mean, systems: 5, terms: 3 + seed % 4)
      let ranking = sample.ranking(draws: 10)
      let site = Site(SiteInput(title: "", ranking: ranking), .en, others: [], isRoot: true, root: .en, digest: digest)
      var data = try #require(site.data.object)
      data["weightings"] = .array(SiteArithmeticTests.weightings.map { $0.map { .array($0.map { .number(Double($0)) }) } ?? .null })
      data["words"] = .null
      sites.append(.object(data))
      for weights in SiteArithmeticTests.weightings {
        let formula = weights.flatMap { sample.formula.weighing($0.map { Fraction($0) }) } ?? sample.formula
        expected += lines(sample.ranking(formula, draws: 10), in: ranking.systems.map(\.name))
      }
    }
    let folder = try TemporaryFolder()
    let data = JSON.array(sites).canonicalText.replacing("<", with: "\\u003c")
    try folder.write(
      "<!DOCTYPE html><meta charset=utf-8><pre id=found></pre><script type='application/json' id=sites>\(data)</script>"
        + "<script>\(exactScript)\n\(SiteArithmeticTests.harness)</script>", to: "page.html")
    let seen = try browser.document(of: folder.path("page.html"), .light, profile: folder.path("profile")).output
    let found = seen.split(separator: "<pre id=\"found\">").last?.split(separator: "</pre>").first ?? ""
    let computed = found.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(computed.count == expected.count, "\(seen.prefix(600))")
    let wrong = zip(computed, expected).filter { $0 != $1 }
    #expect(wrong.isEmpty, "\(wrong.count) of \(expected.count): \(wrong.prefix(5))")
  }
}
