internal import Record

/// Compares what witnesses say with the time that they had.
struct WitnessChecks {
  private let bounds: WitnessBounds
  private(set) var findings: [Finding] = []
  private var told: Set<String> = []

  /// A stretch of time, and the samples that were taken in it.
  struct Window {
    /// How long it was, nanoseconds.
    var length: Double
    /// The places of its samples in the series.
    var range: Range<Int>
  }

  /// - Parameters:
  ///   - samples: The time of each witness; empty where a witness stands for a window.
  ///   - windows: One after another.
  init(_ witnesses: [Witness], _ samples: [UInt64], _ windows: [Window], _ bounds: WitnessBounds, at place: String) {
    self.bounds = bounds
    guard samples.count == witnesses.count else {
      // One for all queries of an invocation.
      let lengths = windows.count == witnesses.count ? windows.map(\.length) : [windows.reduce(0) { $0 + $1.length }]
      for (index, witness) in witnesses.enumerated() {
        check(witness, over: lengths[min(index, lengths.count - 1)], at: "\(place)/\(index)")
      }
      return
    }
    for window in windows where window.range.upperBound <= samples.count {
      let times = samples[window.range]
      // checked: sums and differences of binary64.
      let idle = max(0, window.length - times.reduce(0.0) { $0 + Double($1) })
      for index in window.range {
        check(witnesses[index], over: Double(samples[index]) + min(idle, WitnessBounds.booked), at: "\(place)/\(index)")
      }
      checkSums(witnesses[window.range], over: window.length, at: place)
    }
  }

  private mutating func check(_ witness: Witness, over nanoseconds: Double, at place: String) {
    for field in WitnessBounds.fields {
      guard let value = field.value(witness) else { continue }
      compare(field, value, over: nanoseconds, at: "\(place)/\(field.name)", "more than can be in the time of its sample")
    }
  }

  private mutating func checkSums(_ witnesses: ArraySlice<Witness>, over nanoseconds: Double, at place: String) {
    for field in WitnessBounds.fields where field.adds {
      let sum = witnesses.reduce(0.0) { $0 + (field.value($1) ?? 0) }
      compare(field, sum, over: nanoseconds, at: place, "`\(field.name)` of all samples is more than can be in the time of their process")
    }
  }

  /// The first breach of each field is told.
  private mutating func compare(
    _ field: WitnessBounds.Field, _ value: Double, over nanoseconds: Double, at place: String, _ message: String
  ) {
    let most = field.most(bounds, nanoseconds)
    guard value < 0 || value > most, told.insert(field.name).inserted else { return }
    findings.append(Finding("witness-impossible", path: place, message, expected: "0 to \(most)", found: "\(value)"))
  }
}
