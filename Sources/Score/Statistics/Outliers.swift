/// Samples that lie far from the rest, by the median absolute deviation (MAD).
///
/// A sample is flagged when 0.6745 · |x − median| / MAD > 3.5: Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (1993),
/// section 3.4. Flags are for people: no sample is ever left out because of one.
/// - Returns: The positions of the flagged samples, ascending; none where more than half of the samples are equal.
public func outliers(in samples: [UInt64]) -> [Int] {
  guard let centre = median(samples) else { return [] }
  let distances = samples.map { $0 > centre ? $0 - centre : centre - $0 }
  guard let deviation = median(distances), deviation > 0 else { return [] }
  // 0.6745 d / MAD > 3.5, in integers: 6745 d > 35000 MAD.
  return distances.indices.filter {
    let left = distances[$0].multipliedFullWidth(by: 6745)
    let right = deviation.multipliedFullWidth(by: 35_000)
    return (left.high, left.low) > (right.high, right.low)
  }
}

/// The nearest-rank median.
private func median(_ samples: [UInt64]) -> UInt64? {
  samples.isEmpty ? nil : samples.sorted()[(samples.count - 1) / 2]
}
