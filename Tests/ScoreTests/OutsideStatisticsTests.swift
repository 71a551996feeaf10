import Foundation
import Kernels
import Record
import TestSupport
import Testing

@testable import Score

/// scipy, statsmodels and numpy compute the same statistics (`Tests/Outside/check_statistics.py`).
@Suite struct OutsideStatisticsTests {
  private struct Cases {
    var lines: [String] = []
    var generator = SeededGenerator(seed: 20_261_127)

    mutating func uniform() -> Double { Double(generator.next() >> 11) * 0x1p-53 }
    mutating func number(below bound: UInt64) -> Int { Int(generator.next() % bound) }

    mutating func add(_ kind: String, _ arguments: [String: Any], found: Any) throws {
      let object = arguments.merging(["kind": kind, "found": found]) { first, _ in first }
      lines.append(String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self))
    }
  }

  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason))
  func `scipy, statsmodels and numpy agree`() throws {
    var cases = Cases()
    try distributions(&cases)
    try tests(&cases)
    try clusters(&cases)
    try strata(&cases)
    let folder = try TemporaryFolder()
    let path = try folder.write(Array((cases.lines.joined(separator: "\n") + "\n").utf8), to: "cases.jsonl")
    let checked = try OutsidePython.run("check_statistics.py", [path])
    print(checked.output)
    #expect(checked.status == 0, "\(checked.output)\(checked.talk)")
    #expect(checked.output.split(separator: "\n").count { $0.hasPrefix("agrees") } == 14)
  }

  private func distributions(_ cases: inout Cases) throws {
    for freedom in [1, 1.0001, 1.5, 2, 2.7, 3, 5.55, 10, 29, 99, 100.5, 199, 1000, 12345.6, 1e6] {
      for share in [0.95, 0.6] {
        try cases.add(
          "student", ["quantile": StudentT.quantile(within: share, freedom: freedom), "freedom": freedom], found: share)
      }
    }
    for z in [0.1, 0.84, 1.96, 3.5, 6] { try cases.add("normal", ["z": z], found: Normal.probability(within: z)) }
    for (part, total) in [(0, 1), (3, 3), (3, 5), (81, 263), (0, 20), (999_999, 1_000_000)] as [(UInt64, UInt64)] {
      let interval = try #require(wilsonInterval(of: part, total: total))
      try cases.add("wilson", ["part": Int(part), "total": Int(total)], found: [interval.low, interval.high])
    }
    for (items, share) in [(200, 0.7), (50, 0.5), (1000, 0.9)] {
      try cases.add("detectable", ["items": items, "share": share], found: Power.detectableDifference(items: items, near: share))
    }
  }

  private func strata(_ cases: inout Cases) throws {
    for _ in 0..<20 {
      var tables: [[Int]] = []
      var strata: [StratifiedDifference.Stratum] = []
      for _ in 0..<cases.number(below: 12) + 1 {
        let (first, second) = (cases.number(below: 30) + 2, cases.number(below: 30) + 2)
        let (right, also) = (cases.number(below: UInt64(first) + 1), cases.number(below: UInt64(second) + 1))
        tables.append([right, first - right, also, second - also])
        var stratum = StratifiedDifference.Stratum(first: .init(), second: .init())
        for place in 0..<first { stratum.first.add(place < right ? 1 : 0) }
        for place in 0..<second { stratum.second.add(place < also ? 1 : 0) }
        strata.append(stratum)
      }
      let found = try #require(StratifiedDifference(strata))
      try cases.add("stratified", ["tables": tables], found: [found.p, found.gap, found.error])
    }
    for _ in 0..<10 {
      let scores = (0..<cases.number(below: 6) + 1).map { _ in
        (0..<2).map { _ in (0..<cases.number(below: 20) + 2).map { _ in Double(cases.number(below: 9)) / 4 - 1 } }
      }
      let strata = scores.map { arms in
        var stratum = StratifiedDifference.Stratum(first: .init(), second: .init())
        for score in arms[0] { stratum.first.add(score) }
        for score in arms[1] { stratum.second.add(score) }
        return stratum
      }
      let found = try #require(StratifiedDifference(strata, within: 2))
      guard found.error > 0 else { continue }
      try cases.add("excess", ["strata": scores], found: [found.gap, found.apart])
      let (count, most) = (cases.number(below: 60) + 1, cases.number(below: 40) + 8)
      let least = count * most / 2 + cases.number(below: UInt64(count * most / 4 + 1))
      let ranks = UniformRanks(count: count, most: most)
      try cases.add("uniform-ranks", ["count": count, "most": most, "least": least], found: ranks.probability(ofHalves: 2 * least))
    }
    for (items, between) in [(250, 0.0), (5000, 0.45), (90, 0.2)] {
      try cases.add("gap", ["items": items, "between": between], found: Power.detectableGap(items: items, near: 0.7, between: between))
    }
  }

  private func tests(_ cases: inout Cases) throws {
    for _ in 0..<20 {
      let values = (0..<cases.number(below: 12) + 1).map { _ in cases.uniform() * 0.1 }
      try cases.add("holm", ["values": values], found: holmAdjusted(values))
      let differences = (0..<cases.number(below: 10) + 2).map { _ in (cases.uniform() - 0.3) }
      try cases.add("sign-flip", ["values": differences], found: SignFlip(differences, StreamKey(key: 1, high: 2)).value)
    }
    for (first, second) in [(0, 1), (1, 1), (0, 8), (3, 12), (10, 10), (60, 41), (1000, 1100)] as [(UInt64, UInt64)] {
      let test = McNemar(first: first, second: second)
      try cases.add("exact-mcnemar", ["first": Int(first), "second": Int(second)], found: [test.exact, test.midP])
      let items = Int(first + second) * 2
      let interval = PairedShare.interval95(first: Int(first), second: Int(second), items: items)
      try cases.add(
        "bonett-price", ["first": Int(first), "second": Int(second), "items": items], found: [interval.low, interval.high])
    }
  }

  private func clusters(_ cases: inout Cases) throws {
    for round in 0..<20 {
      let isEqual = round % 2 == 0
      let sizes = (0..<cases.number(below: 12) + 3).map { _ in isEqual ? 4 : cases.number(below: 7) + 1 }
      let groups = sizes.enumerated().flatMap { [Int](repeating: $0.offset, count: $0.element) }
      let shifts = sizes.map { _ in cases.uniform() }
      let values = groups.map { shifts[$0] + cases.uniform() }
      let mean = try #require(Means.mean(.arithmetic, of: values))
      var units = sizes.map { _ in ClusteredMean.Cluster() }
      for (group, value) in zip(groups, values) {
        units[group].weight += 1 / Double(values.count)
        units[group].residual += (value - mean) / Double(values.count)
      }
      let found = try #require(ClusteredMean(mean: mean, clusters: units))
      try cases.add("clustered", ["values": values, "groups": groups], found: [found.mean, found.error, found.freedom])
      let interval = try #require(found.interval95)
      guard isEqual else { continue }
      try cases.add(
        "clustered-equal", ["values": values, "groups": groups], found: [found.mean, found.error, interval.low, interval.high])
    }
  }
}
