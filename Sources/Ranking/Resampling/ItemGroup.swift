internal import Kernels

/// Leaves that are means over the same items, so that one draw of items serves all of them: this pairs systems and metrics.
///
/// Scores are whole numbers over a common scale, and a draw adds up rows of them, one row for each drawn unit: 16 columns at a time,
/// without a branch or a multiplication.
struct ItemGroup {
  /// The rows, each as many blocks of 16 columns as it takes.
  private let rows: [SIMD16<Int32>]
  private let blocks: Int
  /// How many units there are, and how many rows with those that stand for what was not seen.
  let units: Int
  private let rowCount: Int
  /// The column of sizes, where units are clusters of several items.
  private let sizes: Int?
  private let hash: ContentHash
  private let columns: Int
  /// The least sum that has a logarithm here: a quarter of one item.
  private let floor: Double

  /// A group of leaves with the same items.
  init(_ leaves: [[Observations.ItemScore]], set: String) {
    let order = ItemGroup.order(leaves.first ?? [])
    var unitOf: [Int] = []
    var known: [String: Int] = [:]
    var count = 0
    for item in order {
      if let cluster = item.cluster, let unit = known[cluster] {
        unitOf.append(unit)
        continue
      }
      if let cluster = item.cluster { known[cluster] = count }
      unitOf.append(count)
      count += 1
    }
    units = count
    let isClustered = count < order.count
    let inOrder = leaves.map { leaf in ItemGroup.order(leaf).map(\.score) }
    let isBounded = inOrder.allSatisfy { $0.allSatisfy { (0...1).contains($0) } }
    let scale = ItemGroup.scale(inOrder, count: order.count)
    columns = leaves.count
    sizes = isClustered ? leaves.count : nil
    blocks = (leaves.count + (isClustered ? 1 : 0) + 15) / 16
    // Two right and two wrong ones more (Agresti and Coull, 1998), so that a share of 0 or 1 is not taken for certain.
    let typical = Int32((order.count + max(1, count) / 2) / max(1, count))
    rowCount = count + (isBounded ? 4 : 0)
    let width = blocks
    var filled = [SIMD16<Int32>](repeating: .zero, count: max(1, rowCount * width))
    func add(_ value: Int32, _ row: Int, _ column: Int) { filled[row * width + column / 16][column % 16] += value }
    for (place, unit) in unitOf.enumerated() {
      for column in inOrder.indices { add(Int32((inOrder[column][place] * scale).rounded()), unit, column) }
      if let sizes { add(Int32(1), unit, sizes) }
    }
    for extra in count..<rowCount {
      if let sizes { add(typical, extra, sizes) }
      if extra < count + 2 { for column in inOrder.indices { add(Int32(scale) * typical, extra, column) } }
    }
    rows = filled
    floor = scale / 4
    var name = ContentHash()
    name.add(set)
    for item in order {
      name.add(item.id)
      name.add(item.cluster ?? "")
    }
    hash = name
  }

  /// How far the mean of each column with what was added lies from the mean of what was seen, as a logarithm.
  var shifts: [Double] {
    (0..<columns).map { column in
      func total(_ column: Int, _ count: Int) -> Double {
        (0..<count).reduce(0) { $0 + Double(rows[$1 * blocks + column / 16][column % 16]) }
      }
      let (seen, all) = (total(column, units), total(column, rowCount))
      guard seen > 0 else { return 0 }
      let (few, many) = sizes.map { (total($0, units), total($0, rowCount)) } ?? (Double(units), Double(rowCount))
      return PlainMath.logarithm(all / many) - PlainMath.logarithm(seen / few)
    }
  }

  /// The items by id, each once.
  static func order(_ items: [Observations.ItemScore]) -> [Observations.ItemScore] {
    var seen: Set<String> = []
    return items.filter { seen.insert($0.id).inserted }.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
  }

  /// 1 for whole scores, else the greatest power of two up to 2^20 whose sums fit into 31 bits.
  private static func scale(_ scores: [[Double]], count: Int) -> Double {
    let greatest = scores.reduce(1.0) { $1.reduce($0) { max($0, abs($1)) } }
    if scores.allSatisfy({ $0.allSatisfy { $0 == $0.rounded() } }), greatest * Double(count + 4) < 0x1p30 { return 1 }
    var scale = 1.0
    while scale < 0x1p20, scale * 2 * greatest * Double(count + 4) < 0x1p30 { scale *= 2 }
    return scale
  }

  /// The logarithm of each column's mean, less its mean over all draws and stretched for the number of units: `[column][draw]`.
  ///
  /// Complexity: O(draws · rows · columns / 16).
  func deviations(draws: Int, seed: UInt64) -> [[Double]] {
    var sums = [[Int32]](repeating: [Int32](repeating: 0, count: draws), count: columns + (sizes == nil ? 0 : 1))
    var stream = hash.stream(seed: seed)
    var total = [SIMD16<Int32>](repeating: .zero, count: blocks)
    for draw in 0..<draws {
      for block in 0..<blocks { total[block] = .zero }
      for _ in 0..<rowCount {
        let row = stream.place(below: UInt32(rowCount)) &* blocks
        for block in 0..<blocks { total[block] &+= rows[row &+ block] }
      }
      for column in sums.indices { sums[column][draw] = total[column / 16][column % 16] }
    }
    let stretch = units > 1 ? (Double(units) / Double(units - 1)).squareRoot() : 1
    return (0..<columns).map { centred(sums[$0], sizes.map { sums[$0] }, stretch) }
  }

  private func centred(_ sums: [Int32], _ sizes: [Int32]?, _ stretch: Double) -> [Double] {
    var known: [Int32: Double] = [:]
    var logarithms = sums.map { sum -> Double in
      if let value = known[sum] { return value }
      let value = PlainMath.logarithm(max(floor, Double(sum)))
      known[sum] = value
      return value
    }
    if let sizes {
      for draw in logarithms.indices { logarithms[draw] -= PlainMath.logarithm(max(1, Double(sizes[draw]))) }
    }
    return ItemGroup.centred(logarithms, stretch)
  }

  /// Deviations from the mean, stretched.
  static func centred(_ values: [Double], _ stretch: Double) -> [Double] {
    let mean = values.reduce(0, +) / Double(max(1, values.count))
    return values.map { ($0 - mean) * stretch }
  }
}
