public import Record

/// What the kernels of one target reach at most in a run, measured: operations a second, bytes a second, and where each kernel stands between.
///
/// The peak is the highest rate of a matrix product of the element type, the bandwidth the highest of a STREAM kernel. A kernel whose operands
/// lie in a cache can stand above the bound, which is that of memory.
public struct MeasuredRoofline: Sendable, Hashable {
  /// The target whose kernels it holds for.
  public let target: String
  /// The element type of the products and the kernels.
  public let type: String
  /// Operations a second of the fastest product, with the cell that reached them.
  public let peak: Bound
  /// Bytes a second of the fastest STREAM kernel, with the cell that reached them.
  public let bandwidth: Bound
  /// The kernels that compute, in plan order.
  public let points: [Point]

  /// The intensity from which a kernel is bounded by computing, operations for each byte.
  public var ridge: Double { peak.rate / bandwidth.rate }

  /// The most operations a second at an intensity.
  public func bound(at intensity: Double) -> Double { min(peak.rate, intensity * bandwidth.rate) }

  /// The most that a cell reached.
  public struct Bound: Sendable, Hashable {
    /// In a second.
    public let rate: Double
    /// The cell that reached it.
    public let node: String
  }

  /// The place of one kernel.
  public struct Point: Sendable, Hashable {
    /// The cell.
    public let node: String
    /// Counted operations for each counted byte.
    public let intensity: Double
    /// Operations a second.
    public let rate: Double
    /// What it reaches of its bound.
    public let share: Double
    /// Whether memory bounds it, and not computing.
    public let isBoundedByMemory: Bool
  }
}

/// The rooflines of a run: one for each target and element type that a product and a STREAM kernel were measured for.
///
/// Complexity: linear in the metrics, for each target and type.
public func rooflines(of plan: Plan, _ metrics: [MetricValue]) -> [MeasuredRoofline] {
  let rates = Dictionary(metrics.filter { $0.category == nil }.map { ("\($0.node)\n\($0.metric)", $0.estimate.value) }) { first, _ in first
  }
  let cells = plan.nodes.compactMap { KernelCell($0, rates) }
  var seen: [(target: String, type: String)] = []
  for cell in cells where cell.work.flops.value > 0 && !seen.contains(where: { $0 == (cell.target, cell.work.type) }) {
    seen.append((cell.target, cell.work.type))
  }
  return seen.compactMap { MeasuredRoofline(target: $0.target, type: $0.type, cells) }
}

/// A measured cell of a kernel.
private struct KernelCell {
  let id: String
  let target: String
  let work: KernelWork
  let rate: Double

  init?(_ node: Node, _ rates: [String: Double]) {
    guard case .kernel(let work) = node.work, let rate = rates["\(node.id)\nthroughput"], rate > 0, rate.isFinite else { return nil }
    (id, target, self.work, self.rate) = (node.id, node.target, work, rate)
  }

  var isProduct: Bool { work.flops.value > 0 && work.operation.utf8.starts(with: "gemm".utf8) }
  var isStream: Bool { work.operation.utf8.starts(with: "stream-".utf8) }
}

extension MeasuredRoofline {
  fileprivate init?(target: String, type: String, _ all: [KernelCell]) {
    let here = all.filter { $0.target == target }
    let cells = here.filter { $0.work.flops.value > 0 && $0.work.type == type && $0.work.bytes.value > 0 }
    guard let peak = cells.filter(\.isProduct).max(by: { $0.rate < $1.rate }),
      let stream = here.filter(\.isStream).max(by: { $0.rate < $1.rate })
    else { return nil }
    self.target = target
    self.type = type
    self.peak = Bound(rate: peak.rate, node: peak.id)
    bandwidth = Bound(rate: stream.rate, node: stream.id)
    points = cells.map { cell in
      let intensity = Double(cell.work.flops.value) / Double(cell.work.bytes.value)
      let slope = intensity * stream.rate
      return Point(
        node: cell.id, intensity: intensity, rate: cell.rate, share: cell.rate / min(peak.rate, slope), isBoundedByMemory: slope < peak.rate
      )
    }
  }
}
