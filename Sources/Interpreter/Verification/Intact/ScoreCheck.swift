internal import Attest
internal import Record
internal import Score
internal import Text

/// Scores and verdicts come out of the raw records again, byte for byte.
struct ScoreCheck {
  private let records: BundleRecords
  private let folder: BundleFolder

  init(_ records: BundleRecords, _ folder: BundleFolder) {
    self.records = records
    self.folder = folder
  }

  var outcome: CheckOutcome { CheckOutcome("scores", done: "metrics, verdicts and scores", findings: differences) }

  private var differences: [Finding] {
    let folder = folder
    let derived = scores(of: records.raw, artifacts: { folder.namedFile("artifacts", $0) }, items: folder.forEachItemLine)
    do {
      let (mine, theirs) = (try derived.json(), try records.scores.json())
      return mine == theirs ? [] : [difference(mine, theirs)]
    } catch {
      return [
        Finding(
          "scores-differ", path: "\(BundleFile.scores)#\(excerpt(error.pointer))",
          "the raw records give no scores: \(excerpt(error.message))")
      ]
    }
  }

  private func difference(_ mine: JSON, _ theirs: JSON) -> Finding {
    let pointer = theirs.pointerOfFirstDifference(from: mine)
    return Finding(
      "scores-differ", path: "\(BundleFile.scores)#\(excerpt(pointer))", "not what the plan makes of the raw records",
      expected: mine.value(at: pointer).map { excerpt($0.canonicalText) },
      found: theirs.value(at: pointer).map { excerpt($0.canonicalText) })
  }
}

extension JSON {
  /// The value at a JSON pointer (RFC 6901), or `nil`.
  func value(at pointer: String) -> JSON? {
    var value = self
    for part in pointer.split(separator: "/") {
      let name = part.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
        .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
      if let elements = value.elements {
        guard let index = Int(name), elements.indices.contains(index) else { return nil }
        value = elements[index]
      } else {
        guard let member = value[name] else { return nil }
        value = member
      }
    }
    return value
  }
}
