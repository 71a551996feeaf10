internal import Record

/// The score tree.
extension PageWords {
  var score: String { say("Score", "分数") }
  func scoreLead(_ mean: Weighting.Mean) -> String {
    let (english, chinese) =
      switch mean {
      case .arithmetic: ("arithmetic", "算术平均")
      case .geometric: ("geometric", "几何平均")
      case .harmonic: ("harmonic", "调和平均")
      }
    return say(
      "Each metric is divided by a pinned reference, so 1 means as good as the reference, and more is better. The weighted "
        + "\(english) mean combines the branches. The thin line is the 95 % interval.",
      "每项指标除以固定的参考值：1 表示与参考值相当，越大越好。各分支按权重取\(chinese)。细线为 95 % 区间。")
  }
  var referenceFrom: String {
    say("The spec copied the reference values from the bundle with root ", "参考值由规格取自下列根的结果包：")
  }
  var stop: String { say(".", "。") }
  var total: String { say("Total", "总分") }
  func against(_ measured: String, _ reference: String) -> String {
    say("\(measured) against the reference \(reference)", "\(measured)，参考值 \(reference)")
  }
  func timesReference(_ name: String, _ ratio: String) -> String {
    say("\(name): \(ratio) times the reference", "\(name)：参考值的 \(ratio) 倍")
  }
  var scoreBar: String {
    say("A bar from 0 with its 95 % interval and a line at the reference, 1.", "从 0 起的条形，附 95 % 区间，竖线为参考值 1。")
  }
  var scaleOfBars: String { say("Scale of the bars", "条形的刻度") }
  var ratioToReference: String { say("Ratio to the reference.", "与参考值之比。") }
}
