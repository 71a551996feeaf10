internal import Attest
internal import Interpreter
internal import Record
internal import Spec

/// Looks into the datasets of a spec, each once for every shape of model that learns from it.
final class DataCheck {
  private var known: [String: SizeProblem?] = [:]

  /// Why a training cannot learn from its dataset; `nil` where it can, or where the file is not here as it is pinned.
  func problem(of work: TrainWork, _ input: InputPlan, _ location: InputLocation) -> SizeProblem? {
    let key = "\(input.id) \(work.model)"
    if let answer = known[key] { return answer }
    let answer = find(work, input, location)
    known[key] = .some(answer)
    return answer
  }

  private func find(_ work: TrainWork, _ input: InputPlan, _ location: InputLocation) -> SizeProblem? {
    let path = neighbour(location.path, of: location.base.name)
    guard let bytes = try? Files.read(path, limit: DataCheck.byteLimit), SHA256.digest(of: bytes) == input.sha256 else { return nil }
    return Interpreter.problem(of: work, learningFrom: bytes, as: input)
  }

  /// As many as a run keeps in memory.
  private static let byteLimit = 256 << 20
}
