import Foundation
import Interpreter
import Ranking
import Record
import Testing

/// Tables that others published, as leaves.
struct ForeignTableTests {
  private static let vectors = ProcessInfo.processInfo.environment["ETALON_VECTORS"]

  private static func table(_ path: String) throws -> ForeignTable {
    try ForeignTable(path, Array(try Data(contentsOf: URL(filePath: (vectors ?? "") + "/" + path))))
  }

  @Test(.enabled(if: vectors != nil, "ETALON_VECTORS does not say where the tables are"))
  func `IO500's list becomes 158 systems that are not verified, one of which contradicts itself`() throws {
    let systems = try ForeignTableTests.table("ranks/io500.csv").table.systems
    #expect(systems.count == 158 && systems.allSatisfy { !$0.standing.isVerified })
    #expect(systems.filter { $0.standing.words.contains("contradicts itself") }.map(\.name) == ["io500 entry 114"])
    let first = try #require(systems.first?.leaves.first { $0.id == "bandwidth.bandwidth" })
    #expect(first.unit == "B/s" && first.point == (Fraction(text: "17474/100") ?? .zero) * Fraction(1 << 30))
  }

  @Test(.enabled(if: vectors != nil, "ETALON_VECTORS does not say where the tables are"))
  func `MLPerf's results table becomes systems with a leaf for each model and scenario`() throws {
    let table = try ForeignTableTests.table("mlperf/inference-v6-summary.csv")
    let leaves = table.table.systems.flatMap(\.leaves)
    #expect(table.table.systems.count == 110 && leaves.count + table.notes.count >= 520)
    let cluster = try #require(table.table.systems.first { $0.name == "AMD 87xMI355X_22xEPYC_9575F" })
    #expect(cluster.kind == .cluster && cluster.work == "mlperf v6.0 closed")
    #expect(cluster.leaves.contains { $0.id == "llama2-70b-99[scenario=offline].tokens" && $0.point == Fraction(1_042_110) })
    #expect(leaves.allSatisfy { $0.metric != "latency" || ($0.better == .lower && $0.unit == "s") })
  }

  @Test func `a record of Every Eval Ever becomes a model with its interval`() throws {
    let record = """
      {"model_info": {"name": "small", "id": "small"}, "evaluation_results": [
        {"evaluation_name": "sums[set=a]", "metric_config": {"metric_id": "accuracy", "lower_is_better": false, "metric_unit": "1"},
         "score_details": {"score": 0.75, "details": {"exact": "3/4"}, "uncertainty": {"confidence_interval": {"lower": 0.5, "upper": 0.9}}}},
        {"evaluation_name": "none", "metric_config": {}, "score_details": {}}]}
      """
    let table = try ForeignTable("record.json", Array(record.utf8))
    let system = try #require(table.table.systems.first)
    #expect(system.name == "small" && system.kind == .model && !system.standing.isVerified)
    #expect(system.leaves.first?.id == "sums[set=a].accuracy" && system.leaves.first?.point == Fraction(text: "3/4"))
    #expect(system.leaves.first?.observations == .interval(low: 0.5, high: 0.9))
    #expect(table.notes == ["record.json: result 2 has no score that can be compared"])
  }

  @Test(arguments: ["", "a,b\n1,2\n", "{}", "{\"model_info\": {\"name\": \"x\"}, \"evaluation_results\": []}", "io500_score\n"])
  func `other files are refused with what is known`(text: String) {
    #expect(throws: ImportFault.self) { try ForeignTable("file", Array(text.utf8)) }
  }
}
