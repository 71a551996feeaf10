internal import Kernels

/// Which samples LoadGen asks about and when, from its seeds: its performance mode of the release 6.0.
///
/// It shuffles the samples that it loads by the first seed; the generator of the second makes orders that only other modes use (one, and one for
/// each time that the queries go through the samples), and then draws each query's sample; the third draws the gaps of the server scenario.
public struct LoadGenSchedule: Sendable, Hashable {
  /// The three seeds of a round (`qsl_rng_seed`, `sample_index_rng_seed`, `schedule_rng_seed`).
  public struct Seeds: Sendable, Hashable {
    /// Seeds the order in which samples are loaded.
    public var library: UInt64
    /// Seeds which samples are asked about.
    public var samples: UInt64
    /// Seeds the arrivals.
    public var schedule: UInt64

    /// Seeds of a round.
    public init(library: UInt64, samples: UInt64, schedule: UInt64) {
      (self.library, self.samples, self.schedule) = (library, samples, schedule)
    }
  }

  /// The sample of each query.
  public private(set) var samples: [Int] = []
  /// When each query arrives, nanoseconds from the start; all 0 without a rate.
  public private(set) var arrivals: [UInt64] = []

  /// The first queries of a round.
  ///
  /// - Parameters:
  ///   - queries: The least queries of the round (`min_query_count`).
  ///   - library: How many samples are loaded.
  ///   - rate: Queries a second of the server scenario; without it all arrive at once.
  public init(_ seeds: Seeds, queries: Int, library: Int, rate: Double? = nil) {
    guard library > 0 else { return }
    var loaded = Array(0..<library)
    var loader = MersenneTwister(seed: seeds.library)
    loader.shuffle(&loaded)
    var drawer = MersenneTwister(seed: seeds.samples)
    for _ in 0..<1 + (max(0, queries) + library - 1) / library {
      var unused = Array(0..<library)
      drawer.shuffle(&unused)
    }
    var arriver = MersenneTwister(seed: seeds.schedule)
    var time: UInt64 = 0
    for _ in 0..<max(0, queries) {
      samples.append(loaded[Int(drawer.integer(below: UInt32(clamping: library)))])
      arrivals.append(time)
      if let rate, rate > 0 {
        let gap = -DoubleFunctions.log(1 - arriver.uniform()) / rate * 1e9
        time &+= gap < 0x1p62 ? UInt64(max(0, gap)) : 1 << 62
      }
    }
  }
}
