internal import Kernels
internal import Record
internal import Text

/// Where in a cell its recorded results and those that came out here part first: a tensor, a step, a row, an item or a line.
struct FirstDifference {
  let node: Node
  let trial: TrialID
  let recorded: [String: ResultValue.Content]
  let here: [String: ResultValue.Content]
  /// A file of the bundle, where it keeps one.
  let recordedFile: (Digest) -> [UInt8]?
  /// A file that was left here.
  let hereFile: (Digest) -> [UInt8]?

  /// - Parameters:
  ///   - recorded: The results of the bundle.
  ///   - here: Those that came out here.
  init(
    _ node: Node, _ trial: TrialID, recorded: [ResultValue], here: [ResultValue], recordedFile: @escaping (Digest) -> [UInt8]?,
    hereFile: @escaping (Digest) -> [UInt8]?
  ) {
    func byName(_ values: [ResultValue]) -> [String: ResultValue.Content] {
      Dictionary(values.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
    (self.node, self.trial, self.recorded, self.here) = (node, trial, byName(recorded), byName(here))
    (self.recordedFile, self.hereFile) = (recordedFile, hereFile)
  }

  /// A place in each record that tells where it began, the earliest first.
  var findings: [Finding] { if case .train(let work) = node.work { training(work) } else { others } }

  /// A finding of where two parts of a result part.
  func finding(_ result: String, _ parting: Parting, _ what: String) -> Finding {
    let distance = parting.distance.map { ", \($0) apart" } ?? ""
    return Finding(
      "first-difference", .note, path: "\(trial).\(result)\(parting.place.hasPrefix("line") ? " \(parting.place)" : parting.place)",
      "\(what)\(distance)", expected: parting.recorded, found: parting.here)
  }

  /// Of the other kinds: each result that differs, by the file that both sides have.
  private var others: [Finding] {
    let parts = node.work.executor.parts
    return differing.compactMap { name in
      guard let pair = files(name) else { return nil }
      let parting =
        switch parts {
        case .elements(let type, _): Parting(type, recorded: pair.recorded, here: pair.here)
        case .lines: Parting(recorded: pair.recorded, here: pair.here)
        }
      return parting.map { finding(name, $0, parts.called) }
    }
  }

  /// Results that differ, by name.
  private var differing: [String] {
    Set(recorded.keys).union(here.keys).filter { recorded[$0] != here[$0] }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The files behind a result, where it is a digest and both sides have them.
  func files(_ name: String) -> (recorded: [UInt8], here: [UInt8])? {
    guard case .digest(let one)? = recorded[name], case .digest(let other)? = here[name], one != other,
      let left = recordedFile(one), let right = hereFile(other)
    else { return nil }
    return (left, right)
  }
}
