internal import Record
internal import Text

/// Decodes the records of a bundle, each from bytes whose digest was just compared.
struct RecordReader {
  let folder: BundleFolder
  let contents: [String: [UInt8]]

  /// Fills in the records where all of them decode; gives what is wrong with those that do not.
  func read(into records: inout BundleRecords?) -> [Finding] {
    var findings: [Finding] = []
    let plan = decode(BundleFile.plan, Plan.self, &findings)
    let inputs = decode(BundleFile.inputs, Inputs.self, &findings)
    let environment = decode(BundleFile.environment, Fingerprint.self, &findings)
    let run = decode(BundleFile.run, RunRecord.self, &findings)
    let results = decode(BundleFile.results, Results.self, &findings)
    let bounded = decode(BundleFile.bounded, BoundedResults.self, &findings)
    let measurements = decode(BundleFile.measurements, Measurements.self, &findings)
    let scores = decode(BundleFile.scores, Scores.self, &findings)
    let lines = trialLines(&findings)
    guard findings.isEmpty, let plan, let inputs, let environment, let run, let results, let bounded, let measurements, let scores, let lines,
      let planBytes = contents[BundleFile.plan]
    else { return findings }
    let digest = SHA256.digest(of: planBytes)
    let raw = RawRecords(
      plan: plan, trials: lines.map(\.trial), results: results, bounded: bounded,
      measurements: measurements)
    records = BundleRecords(
      records: RunRecords(
        raw: raw, planDigest: digest, inputs: inputs, environment: environment, run: run, scores: scores),
      lines: lines.map(\.bytes))
    return findings
  }

  private var jsonLimits: JSON.Limits { JSON.Limits(depth: 64, bytes: folder.limits.recordBytes, nodes: 8_000_000) }

  private func decode<Value: Record>(_ path: String, _ type: Value.Type, _ findings: inout [Finding]) -> Value? {
    guard let bytes = contents[path] else {
      if let size = folder.files[path], size > folder.limits.recordBytes {
        findings.append(Finding("too-large", path: path, "larger than \(folder.limits.recordBytes) bytes"))
      }
      return nil
    }
    do throws(RecordFault) {
      return try Value(canonical: bytes, limits: jsonLimits)
    } catch {
      findings.append(Finding(error, in: path))
      return nil
    }
  }

  private func trialLines(_ findings: inout [Finding]) -> [(trial: TrialLine, bytes: [UInt8])]? {
    guard let bytes = contents[BundleFile.trials] else { return nil }
    guard bytes.isEmpty || bytes.last == 0x0A else {
      findings.append(Finding("not-canonical", path: BundleFile.trials, "the last line does not end with a line feed"))
      return nil
    }
    var lines: [(TrialLine, [UInt8])] = []
    for (index, line) in TrialLines.split(bytes).enumerated() {
      do throws(RecordFault) {
        lines.append((try TrialLine(canonical: line, limits: jsonLimits), line))
      } catch {
        findings.append(Finding(error, in: "\(BundleFile.trials):\(index + 1)"))
        return nil
      }
    }
    return lines
  }
}

extension Finding {
  /// What a record's fault says about a file.
  init(_ fault: RecordFault, in path: String) {
    self.init(fault.code, path: fault.pointer.isEmpty ? path : "\(path)#\(excerpt(fault.pointer))", excerpt(fault.message))
  }
}
