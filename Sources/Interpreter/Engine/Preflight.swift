internal import Attest
public import Record
internal import Sealing
internal import Text

/// What would keep a run from doing what its plan says, found before anything is executed.
///
/// Checking a spec and running it both ask here, so that a run refuses what a check refuses.
public struct Preflight {
  private let plan: Plan
  private let search: InputSearch

  /// A look at a plan whose inputs are searched for as a run does it.
  public init(_ plan: Plan, search: InputSearch) { (self.plan, self.search) = (plan, search) }

  /// What is wrong with one input.
  public enum InputProblem: Sendable {
    /// It is nowhere to be found, or what was found is something else.
    case absent(RunFault)
    /// Its content is not what the cells that read it take.
    case faulty(path: String, bytes: [UInt8], DataFaults)
  }

  /// The inputs with which something is wrong, by their ids, in the order of the plan.
  ///
  /// Files larger than 1 GiB are left to the trials that read them. Complexity: linear in the bytes of the inputs, for
  /// each way in which they are read.
  public func inputs() -> [(id: String, problem: InputProblem)] {
    let used = Set(plan.nodes.flatMap(\.inputs))
    return plan.inputs.filter { used.contains($0.id) }.compactMap { input in problem(of: input).map { (input.id, $0) } }
  }

  private func problem(of input: InputPlan) -> InputProblem? {
    do throws(RunFault) {
      let (path, bytes) = try search.find(input)
      if input.isSealed { return sealedProblem(bytes) }
      guard bytes.count <= DatasetBytes.limit else { return nil }
      let faults = faults(of: input, bytes)
      if faults.isEmpty { return nil }
      // Places of faults count in what a packed file holds.
      return .faulty(path: path, bytes: (try? DatasetBytes.plain(bytes)) ?? bytes, faults)
    } catch {
      return .absent(error)
    }
  }

  /// Of a sealed set only its commitment can be looked at.
  private func sealedProblem(_ bytes: [UInt8]) -> InputProblem? {
    do throws(AttestFault) {
      _ = try SealCommitment(bytes)
      return nil
    } catch { return .absent(RunFault(error)) }
  }

  private func faults(of input: InputPlan, _ bytes: [UInt8]) -> DataFaults {
    var faults = DataFaults()
    var seen: Set<String> = []
    for node in plan.nodes {
      for reading in node.work.executor.readings where reading.input == input.id && seen.insert(reading.key).inserted {
        faults.add(reading.faults(input, bytes, plan.seed))
      }
    }
    if faults.isEmpty { for node in plan.nodes { faults.add(together(node, input, bytes)) } }
    return faults
  }

  /// What a cell finds wrong with an input together with its others; nothing where one of those is wrong by itself, which is told there.
  private func together(_ node: Node, _ input: InputPlan, _ bytes: [UInt8]) -> DataFaults {
    guard let together = node.work.executor.together, together.input == input.id, plan.sealedInput(of: node) == nil else {
      return DataFaults()
    }
    var others: [String: [UInt8]] = [input.id: bytes]
    for id in together.others where others[id] == nil {
      guard let other = plan.input(id), let found = try? search.find(other), faultless(other, found.bytes) else { return DataFaults() }
      others[id] = found.bytes
    }
    return together.faults(plan, node) { id throws(RunFault) in
      guard let bytes = others[id] else { throw RunFault(.noSuchInput, "the plan has no input `\(id)`") }
      return bytes
    }
  }

  private func faultless(_ input: InputPlan, _ bytes: [UInt8]) -> Bool {
    let readings = plan.nodes.flatMap(\.work.executor.readings).filter { $0.input == input.id }
    return readings.allSatisfy { $0.faults(input, bytes, plan.seed).isEmpty }
  }

  /// Targets that this host does not meet, each with the cells that a run will refuse for it.
  public func unmetTargets() -> [(fault: RunFault, cells: [String])] { unmetTargets(on: .current) }

  func unmetTargets(on capacity: HostCapacity) -> [(fault: RunFault, cells: [String])] {
    plan.targets.compactMap { target in
      let cells = plan.nodes.filter { $0.target == target.id }.map(\.id)
      do throws(RunFault) {
        _ = try capacity.resolve(target)
        try capacity.requireCPUs(target)
        return nil
      } catch { return cells.isEmpty ? nil : (error, cells) }
    }
  }

  /// Permissions that cells need and do not have, each once with the cells.
  public func missing(_ permissions: Permissions) -> [(fault: RunFault, cells: [String])] {
    var missing: [(fault: RunFault, cells: [String])] = []
    for node in plan.nodes {
      for fault in faults(of: node, permissions) {
        if let index = missing.firstIndex(where: { $0.fault == fault }) {
          missing[index].cells.append(node.id)
        } else {
          missing.append((fault, [node.id]))
        }
      }
    }
    return missing
  }

  private func faults(of node: Node, _ permissions: Permissions) -> [RunFault] {
    let executor = node.work.executor
    var faults = [executor.unreachable(plan, permissions)].compactMap(\.self)
    guard executor.runsPrograms else { return faults }
    if !permissions.commands { faults.insert(.notAllowed("--allow command"), at: 0) }
    do throws(RunFault) { try permissions.ceiling.require(node.limits) } catch { faults.append(error) }
    return faults
  }
}
