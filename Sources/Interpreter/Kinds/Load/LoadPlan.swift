internal import Kernels
internal import Record
internal import Score

/// What a load asks and when, as far as the plan and its seed decide it; a run carries it out, and a verification holds the log against it.
struct LoadPlan {
  let work: LoadWork
  /// How many different queries the server can be asked.
  let library: Int
  let stream: (_ purpose: String) throws(RunFault) -> RandomStream

  /// The most queries of a window that a spec may ask for; a plan of a stranger may say anything.
  static let mostQueries = 10_000_000

  private var queries: Int { min(max(0, work.queries), LoadPlan.mostQueries) }

  /// One window of a load.
  struct Window {
    let number: Int
    /// Queries a second; 0 where there is no rate.
    let rate: Double
    let arrival: Arrival
    /// The most queries in it.
    let queries: Int
    /// The time after which no more arrive.
    let time: UInt64?
    /// The sample of each query.
    let samples: [Int]
  }

  /// The window behind those that the log holds; `nil` where there is none.
  func window(after log: LoadLog) throws(RunFault) -> Window? {
    let number = log.rates.count
    switch work.scenario {
    case .singleStream: return number == 0 ? try plain(.closedLoop(1)) : nil
    case .multiStream(let streams): return number == 0 ? try plain(.multiStream(streams)) : nil
    case .closedLoop(let clients): return number == 0 ? try plain(.closedLoop(clients)) : nil
    case .offline: return number == 0 ? try plain(.allAtOnce) : nil
    case .server(let rate):
      guard number == 0 else { return nil }
      return try window(0, rate: rate.real, .poisson(rate: rate.real, stream: try stream("arrivals-0")))
    case .burst(let size, let seconds):
      return number == 0 ? try plain(.burst(size: size, period: UInt64(min(max(0, seconds.real), 86_400) * 1e9))) : nil
    case .highestRate: return try searched(number, log)
    case .compliance(let clients): return try complying(number, clients)
    }
  }

  private func plain(_ arrival: Arrival) throws(RunFault) -> Window { try window(0, rate: 0, arrival) }

  private func window(_ number: Int, rate: Double, _ arrival: Arrival, most: Int = .max) throws(RunFault) -> Window {
    let count = min(queries, most)
    var draws = try stream("samples-\(number)")
    let samples = (0..<count).map { _ in Int(draws.integer(below: UInt64(max(1, library)))) }
    return Window(number: number, rate: rate, arrival: arrival, queries: count, time: work.window?.value, samples: samples)
  }

  private func searched(_ number: Int, _ log: LoadLog) throws(RunFault) -> Window? {
    guard let rate = LoadFigures.search(work)?.next(after: LoadFigures.windows(work, log)) else { return nil }
    guard rate > 0 else { return try window(number, rate: 0, .closedLoop(1), most: RateSearch.firstQueries) }
    return try window(number, rate: rate, .poisson(rate: rate, stream: try stream("arrivals-\(number)")))
  }

  /// Different questions one after another, the same once more, and the same together.
  private func complying(_ number: Int, _ clients: Int) throws(RunFault) -> Window? {
    guard number < 3 else { return nil }
    var order = Array(0..<max(0, min(library, LoadPlan.mostQueries)))
    var shuffling = try stream("samples-0")
    shuffling.shuffle(&order)
    let samples = Array(order.prefix(queries))
    return Window(
      number: number, rate: 0, arrival: .closedLoop(number == 2 ? clients : 1), queries: samples.count, time: nil, samples: samples)
  }
}

extension LoadPlan.Window {
  /// When the queries of an open loop arrive, nanoseconds from the start; `nil` of a closed loop, whose server decides.
  var schedule: [UInt64]? {
    guard arrival.isOpenLoop else { return nil }
    var schedule = ArrivalSchedule(arrival, from: 0)
    var times: [UInt64] = []
    while times.count < queries, schedule.next < time ?? .max {
      times.append(schedule.next)
      schedule.advance()
    }
    return times
  }
}
