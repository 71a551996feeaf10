internal import Record

/// A dataset that a cell reads in a format, to be looked into before anything runs.
struct DataReading {
  /// The id of the input.
  let input: String
  /// What it is read as, so that cells that read it alike look into it once.
  let key: String
  /// Everything that is wrong with the bytes.
  let faults: (_ input: InputPlan, _ bytes: [UInt8], _ seed: Seed) -> DataFaults
}

/// A look at a dataset that takes other datasets of the cell too, once each of them is sound by itself.
struct DataTogether {
  /// The id of the input whose faults it tells.
  let input: String
  /// The ids of the others.
  let others: [String]
  /// Everything that is wrong.
  let faults: (_ plan: Plan, _ node: Node, _ data: (_ id: String) throws(RunFault) -> [UInt8]) -> DataFaults
}
