internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Score
internal import Text

/// `etalon diff A B`: the answer in words, then the differences by what they affect.
func diffRecords(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let left = try Comparable(invocation.path("a"))
  let right = try Comparable(invocation.path("b"))
  let all = invocation.flag("all")
  switch (left, right) {
  case (.bundle(let left), .bundle(let right)):
    let diff = BundleDiff(left, right)
    terminal.print(try text(of: diff, invocation) { diff.lines(all: all, number: shown) })
    return diff.isEquivalent ? .ok : .fails
  default:
    let plan = try invocation.path("plan").map(readPlan)
    let diff = FingerprintDiff(left.fingerprint, right.fingerprint, for: plan ?? left.plan ?? right.plan)
    terminal.print(try text(of: diff, invocation) { diff.lines(all: all) })
    return diff.isEquivalent ? .ok : .fails
  }
}

/// What can be compared: a fingerprint of a file or of this machine, or a bundle with everything in it.
private enum Comparable {
  case fingerprint(Fingerprint)
  case bundle(BundleRecords)

  init(_ argument: PathArgument?) throws(Failure) {
    guard case .file(let path) = argument else {
      self = .fingerprint(Host.probe(.live(opening: Set(HostLibrary.all))))
      return
    }
    if Files.isFolder(path) || path.hasSuffix(".tar") {
      self = .bundle(try orFail { try IntactBundle(path) }.records)
      return
    }
    self = .fingerprint(try readRecord(path, as: Fingerprint.self, what: "a fingerprint"))
  }

  var fingerprint: Fingerprint {
    switch self {
    case .fingerprint(let fingerprint): fingerprint
    case .bundle(let records): records.environment
    }
  }

  var plan: Plan? { if case .bundle(let records) = self { records.plan } else { nil } }
}

private func readPlan(_ argument: PathArgument) throws(Failure) -> Plan {
  guard case .file(let path) = argument else { throw Failure(.usage, "no-plan", "a plan cannot be read from standard input here") }
  return try readRecord(path, as: Plan.self, what: "a plan")
}

/// A record from a file that anyone may have written; white space around and inside the JSON is no obstacle.
private func readRecord<Value: Record>(_ path: String, as type: Value.Type, what: String) throws(Failure) -> Value {
  let bytes = try orFail(.usage) { try Files.read(path, limit: 64 << 20) }
  do {
    return try Value(json: try JSON(parsing: bytes))
  } catch let fault as RecordFault {
    throw Failure(.usage, fault.code, "\(quoted(path)) is not \(what): \(printable(fault.description))")
  } catch let fault as JSONFault {
    throw Failure(.usage, "not-json", "\(quoted(path)) is not \(what): \(fault.reason) at byte \(fault.offset)")
  } catch {
    throw Failure(.usage, "not-json", "\(quoted(path)) is not \(what)")
  }
}

/// A number in the units that people use for it.
private func shown(_ value: Double, _ unit: String) -> String {
  Format.text(of: value, in: Dimension.allCases.first { $0.baseUnit == unit } ?? .number)
}

private func text(of diff: some DiffRecord, _ invocation: Invocation, lines: () -> [String]) throws(Failure) -> String {
  invocation.string("format") == "json" ? diff.json.canonicalText : lines().map(printable).joined(separator: "\n")
}

/// A comparison as JSON.
private protocol DiffRecord { var json: JSON { get } }

extension FingerprintDiff: DiffRecord {
  var json: JSON {
    [
      "sameResultsExpected": .string(results.answer.rawValue), "sameSpeedExpected": .string(speed.answer.rawValue),
      "because": [.string(results.because), .string(speed.because)],
      "differences": .array(
        differences.map { difference in
          [
            "name": .string(difference.name), "effect": .string(difference.effect.rawValue),
            "left": difference.left?.value ?? .null, "right": difference.right?.value ?? .null,
          ]
        }),
    ]
  }
}

extension BundleDiff: DiffRecord {
  var json: JSON {
    [
      "samePlan": .bool(plans.left == plans.right), "environment": environment.json, "comparedResults": .number(Double(comparedResults)),
      "results": .array(results.map { ["trial": .string($0.trial), "name": .string($0.name)] }),
      "measurements": .array(measurements.map(\.json)), "scores": .array(scores.map(\.json)),
      "claims": .array(
        claims.map { ["text": .string($0.text), "left": .string($0.left.rawValue), "right": .string($0.right.rawValue)] }),
    ]
  }
}

extension BundleDiff.EstimateComparison {
  fileprivate var json: JSON {
    [
      "name": .string(name), "unit": .string(unit), "left": .number(left.value), "right": .number(right.value),
      "intervalsOverlap": .bool(overlaps),
    ]
  }
}
