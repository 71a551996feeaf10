import Attest
import Record
import Testing

@Suite struct `What a trial left` {
  private func complaints(_ change: (inout BundleRecords) throws -> Void) throws -> [String] {
    let bundle = try BundleFixture()
    let policy = try bundle.forge(change)
    // The forger owns the key, so the signature is of no help.
    #expect(try bundle.reading.authenticity(under: policy).state == .holds)
    return try bundle.reading.findings.filter { $0.code == "status-differs" }.map(\.message)
  }

  @Test(arguments: [TrialStatus.failed, .cut, .refused, .skipped])
  func `counts only where it finished`(status: TrialStatus) throws {
    let messages = try complaints { records in
      records.trials[1].status = status
      records.trials[1].reason = "the time limit was reached"
    }
    let files = [.failed, .cut].contains(status) ? "" : ", artefacts"
    #expect(messages.contains("did not finish, and yet left results, measurements\(files)"), "\(messages)")
  }

  @Test func `must be all that a trial of its cell leaves`() throws {
    #expect(try complaints { $0.results.trials.removeFirst() } == ["finished without a result"])
    #expect(try complaints { $0.measurements.trials.removeFirst() } == ["finished without measurements"])
    let bundle = try BundleFixture()
    _ = try bundle.forge { $0.trials[0].attempts = [] }
    #expect(try bundle.reading.findings.map(\.message) == ["finished without a finished attempt"])
  }

  @Test func `must be nothing else`() throws {
    let messages = try complaints { records in
      let value = ResultValue("output", .bounded, .number(0))
      records.bounded = BoundedResults(plan: records.planDigest, trials: [TrialResult(node: "first", index: 0, values: [value])])
    }
    #expect(messages == ["finished with a result within a bound, which trials of its cell do not have"])
  }

  @Test func `is not measured where it came from the cache`() throws {
    let messages = try complaints { records in
      records.trials[0].cached = true
      records.run.cacheHits = ["first"]
    }
    #expect(messages == ["came from the cache, and yet was measured"], "\(messages)")
  }

  @Test func `has one value of each series for every sample`() throws {
    let bundle = try BundleFixture()
    _ = try bundle.forge { $0.measurements.trials[0].series[2] = SampleSeries(name: "retries", unit: "1", numbers: [0]) }
    #expect(try bundle.complaints == ["series-shape data/measurements.json#/trials/0"])
    _ = try bundle.forge { $0.measurements.trials[0].series.removeLast() }
    #expect(try bundle.complaints == ["series-shape data/measurements.json#/trials/0"])
    _ = try bundle.forge {
      $0.measurements.trials[0].series += [
        SampleSeries(name: "retries", unit: "1", numbers: [0, 0, 0]), SampleSeries(name: "more", unit: "1", numbers: [0, 0, 0]),
      ]
    }
    #expect(try bundle.reading.findings.map(\.message) == ["trials of this cell have no such series"])
  }
}

@Suite struct `A file that a trial kept` {
  @Test func `is the one that its result names`() throws {
    let bundle = try BundleFixture()
    let other = SHA256.digest(of: Array("another output".utf8))
    _ = try bundle.forge { records in
      records.results.trials[0].values = [ResultValue("output", .exact, .digest(other))]
    }
    let findings = try bundle.reading.findings
    #expect(findings.map(\.code) == ["artifact-missing"] && findings[0].expected == other.hex)
  }
}
