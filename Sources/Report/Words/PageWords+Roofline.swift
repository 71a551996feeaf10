/// The roofline.
extension PageWords {
  var roofline: String { say("Roofline", "屋顶线（roofline）") }
  var rooflineLead: String {
    say(
      "What a kernel can reach is the lesser of two bounds that this run measured: the fastest matrix product, and its operations for "
        + "each byte times the fastest STREAM kernel.",
      "算子所能达到的速度取两个上限中较小者，两者都由本次运行实测：最快的矩阵乘法，以及“每字节运算量 × 最快的 STREAM 带宽”。")
  }
  func rooflineBounds(_ peak: String, _ peakCell: String, _ bandwidth: String, _ bandwidthCell: String, ridge: String) -> String {
    say(
      " at most \(peak) (\(peakCell)) and \(bandwidth) (\(bandwidthCell)); the ridge is at \(ridge) flop/B",
      " 上限为 \(peak)（\(peakCell)）与 \(bandwidth)（\(bandwidthCell)）；脊点在 \(ridge) flop/B")
  }
  var rooflineColumns: [String] { ["flop/B", say("Reached", "实测"), say("Bound", "上限"), say("Share", "占比")] }
  var boundedBy: String { say("Bounded by", "受限于") }
  var boundByCache: String { say("a cache, not memory", "缓存而非内存") }
  var boundByMemory: String { say("memory", "内存") }
  var boundByComputing: String { say("computing", "计算") }
  func rooflineOf(_ target: String) -> String { say("Roofline of \(target)", "\(target) 的屋顶线") }
  var rooflineDescription: String {
    say(
      "Operations a second over operations for each byte, both logarithmic; a dot for each kernel under the bounds.",
      "纵轴为每秒运算量，横轴为每字节运算量，均为对数；每个点是一个算子，折线为上限。")
  }
  func rooflineDot(_ cell: String, _ rate: String, _ share: String) -> String {
    say("\(cell): \(rate), \(share) % of its bound", "\(cell)：\(rate)，为上限的 \(share) %")
  }
}
