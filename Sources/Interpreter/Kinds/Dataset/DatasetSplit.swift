internal import Attest
internal import Kernels
internal import Record

/// The seeded cut of a dataset into its parts, the same for every cell of a plan.
enum DatasetSplit {
  /// The rows of each part, in order.
  ///
  /// The rows 0, 1, … are shuffled with the stream (root, input id, 0, `split`) and cut from the front: each part takes the integer part
  /// of its share of the rows, the last one all that are left. A dataset without a split is one part called `all`.
  static func parts(rows: Int, of input: InputPlan, seed: Seed) throws(RunFault) -> [(name: String, rows: [UInt32])] {
    var order = (0..<UInt32(rows)).map { $0 }
    guard !input.split.isEmpty else { return [("all", order)] }
    do {
      var stream = RandomStream(try StreamKey(digest: seed.streamKey(node: input.id, trial: 0, purpose: "split").bytes))
      stream.shuffle(&order)
    } catch {
      throw RunFault(kernel: error)
    }
    return cut(order[...], by: input.split).map { ($0.name, Array($0.rows)) }
  }

  /// Cuts rows from the front, the last part taking all that are left; without a split they are one part called `all`.
  static func cut<Row>(_ rows: ArraySlice<Row>, by split: [InputPlan.SplitPart]) -> [(name: String, rows: ArraySlice<Row>)] {
    guard let last = split.last else { return [("all", rows)] }
    var parts: [(name: String, rows: ArraySlice<Row>)] = []
    var rest = rows
    for part in split.dropLast() {
      let count = min(rest.count, size(of: part.share, rows: rows.count))
      parts.append((part.name, rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return parts + [(last.name, rest)]
  }

  private static func size(of share: Rational, rows: Int) -> Int {
    guard share.numerator >= 0, let product = share.multiplied(by: Rational(rows)) else { return 0 }
    return Int(clamping: product.numerator / product.denominator)
  }
}

/// The parts of a dataset that models are trained on and judged by.
struct LabelledSplit {
  let train: LabelledTable
  let test: LabelledTable

  /// Reads a dataset and cuts it: the parts `train` and `test`; without a split both are the whole.
  init(csv bytes: [UInt8], input: InputPlan, seed: Seed, classes: Int) throws(RunFault) {
    let id = input.id
    guard let format = input.format, format.word == CSVFormat.word else {
      throw RunFault(.invalidDataset, "`\(id)` is not declared as CSV", help: "give it `format: { csv: { label: … } }`")
    }
    self = try LabelledSplit(try LabelledTable(csv: bytes, name: id, format: format, classes: classes), input, seed: seed)
  }

  /// Cuts a table.
  init(_ table: LabelledTable, _ input: InputPlan, seed: Seed) throws(RunFault) {
    let id = input.id
    let parts = try DatasetSplit.parts(rows: table.rows, of: input, seed: seed)
    func part(_ name: String) throws(RunFault) -> LabelledTable {
      guard let rows = parts.first(where: { $0.name == name || $0.name == "all" })?.rows, !rows.isEmpty else {
        throw RunFault(
          .invalidDataset, "the part `\(name)` of `\(id)` has no rows", help: "check `split`, or add rows to the dataset")
      }
      return table.selecting(rows)
    }
    train = try part("train")
    test = try part("test")
  }
}
