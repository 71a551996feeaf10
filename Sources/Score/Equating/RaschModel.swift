/// The parameters of a concurrent calibration: abilities, the means of difficulties that are not 0, and the logarithm of their spread.
struct RaschParameters: Sendable {
  var values: [Double]
  /// The place of the mean of each part; the linking items have none.
  let places: [Equating.Part: Int]

  var spread: Double { ScoreMath.exponential(DoubleDouble(values[values.count - 1])) }
  func mean(_ part: Equating.Part) -> Double { places[part].map { values[$0] } ?? 0 }

  /// The share of items of a part that an ability has right.
  func share(_ ability: Double, _ part: Equating.Part) -> Double {
    let (mean, spread) = (mean(part), spread)
    return zip(RaschModel.nodes, RaschModel.weights).reduce(0) { $0 + $1.1 * RaschModel.chance(ability - mean - spread * $1.0) }
  }
}

/// The likelihood of answers where difficulties are drawn, and the logarithm of their spread is standard normal beforehand (Mislevy, 1986), since
/// two systems alone may say nothing of it: an integral for each item, by the trapezium rule over 41 points from −5 to 5.
struct RaschModel {
  private let items: [(part: Equating.Part, answers: [(system: Int, isRight: Bool)])]
  private let systems: Int
  private let places: [Equating.Part: Int]

  /// The step of differences.
  static let step = 0x1p-12
  static let nodes: [Double] = (-20...20).map { Double($0) / 4 }
  /// The standard normal density at the points, made to add up to 1.
  static let weights: [Double] = {
    let density = nodes.map { ScoreMath.exponential(DoubleDouble(-$0 * $0 / 2)) }
    let sum = density.reduce(0, +)
    return density.map { $0 / sum }
  }()

  init(_ items: [Equating.Item], systems: Int) {
    self.systems = systems
    // The order of factors decides their product's last bit.
    self.items = items.map { ($0.part, $0.answers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }) }
    var places: [Equating.Part: Int] = [:]
    for part in [Equating.Part.first, .second] where items.contains(where: { $0.part == part }) { places[part] = systems + places.count }
    self.places = places
  }

  /// 1/(1 + e^(−x)).
  static func chance(_ x: Double) -> Double { 1 / (1 + ScoreMath.exponential(DoubleDouble(-x))) }

  /// Logits of what each system has right, difficulties of mean 0 and spread 1.
  private var start: RaschParameters {
    var values: [Double] = (0..<systems).map { system in
      let answers = items.flatMap(\.answers).filter { $0.system == system }
      let right = Double(answers.count(where: \.isRight)) + 0.5
      return (ScoreMath.logarithm(right) - ScoreMath.logarithm(Double(answers.count) + 1 - right)).rounded * 1.2
    }
    values += Array(repeating: 0, count: places.count + 1)
    return RaschParameters(values: values, places: places)
  }

  /// The parameters where the likelihood is highest, and its logarithm there: by Newton's method, where that has no way up by the outer products of
  /// gradients (Berndt, Hall, Hall and Hausman), each step halved until it climbs.
  func peak() -> (RaschParameters, Double)? {
    var at = start
    var (value, gradients) = gradients(at: at)
    for _ in 0..<100 {
      let sum = RaschModel.total(gradients, at)
      guard let inverse = information(at: at).inverse() ?? SymmetricMatrix(products: gradients, beside: 1).inverse() else { return nil }
      let direction = inverse.times(sum)
      let promised = zip(direction, sum).reduce(0) { $0 + $1.0 * $1.1 }
      guard promised > 1e-10 else { return (at, value) }
      guard let climbed = climb(from: at, value, along: direction) else { return promised < 1e-4 ? (at, value) : nil }
      (at, value, gradients) = climbed
    }
    return nil
  }

  private func climb(
    from start: RaschParameters, _ value: Double, along direction: [Double]
  ) -> (RaschParameters, Double, [[Double]])? {
    var length = min(1, 2 / (direction.map(\.magnitude).max() ?? 1))
    for _ in 0..<30 {
      var next = start
      for index in direction.indices { next.values[index] += length * direction[index] }
      let (reached, gradients) = gradients(at: next)
      if reached > value { return (next, reached, gradients) }
      length /= 2
    }
    return nil
  }

  /// The sum of the gradients of the items, and that of what is known of the spread beforehand.
  private static func total(_ gradients: [[Double]], _ parameters: RaschParameters) -> [Double] {
    var sum = Array(repeating: 0.0, count: parameters.values.count)
    for own in gradients { for index in own.indices { sum[index] += own[index] } }
    sum[sum.count - 1] -= parameters.values[sum.count - 1]
    return sum
  }

  /// The logarithm of the likelihood with that of the density of the spread, and the gradient of each item's part of it.
  func gradients(at parameters: RaschParameters) -> (Double, [[Double]]) {
    let spread = parameters.spread
    let chances = Equating.Part.allCases.map { part in
      (0..<systems).map { system in
        RaschModel.nodes.map { RaschModel.chance(parameters.values[system] - parameters.mean(part) - spread * $0) }
      }
    }
    let known = parameters.values[parameters.values.count - 1]
    var (value, all): (Double, [[Double]]) = (-known * known / 2, [])
    all.reserveCapacity(items.count)
    for item in items {
      var (likelihood, gradient, mean) = self.gradient(of: item.answers, chances[item.part.rawValue], spread, parameters.values.count)
      value += ScoreMath.logarithm(likelihood).rounded
      if let place = places[item.part] { gradient[place] = mean }
      all.append(gradient)
    }
    return (value, all)
  }

  private func gradient(
    of answers: [(system: Int, isRight: Bool)], _ chances: [[Double]], _ spread: Double, _ count: Int
  ) -> (likelihood: Double, gradient: [Double], mean: Double) {
    var gradient = Array(repeating: 0.0, count: count)
    var posterior = RaschModel.weights
    for (system, isRight) in answers {
      for node in posterior.indices { posterior[node] *= isRight ? chances[system][node] : 1 - chances[system][node] }
    }
    let likelihood = posterior.reduce(0, +)
    var (mean, wide) = (0.0, 0.0)
    for (system, isRight) in answers {
      var (own, stretched) = (0.0, 0.0)
      for node in posterior.indices {
        let residual = posterior[node] / likelihood * ((isRight ? 1 : 0) - chances[system][node])
        own += residual
        stretched += residual * RaschModel.nodes[node]
      }
      gradient[system] = own
      mean -= own
      wide -= stretched * spread
    }
    gradient[count - 1] = wide
    return (likelihood, gradient, mean)
  }

  /// Minus the second derivatives of the logarithm of the likelihood, by central differences of gradients.
  func information(at peak: RaschParameters) -> SymmetricMatrix {
    func total(_ parameters: RaschParameters) -> [Double] { RaschModel.total(gradients(at: parameters).1, parameters) }
    let rows = peak.values.indices.map { index in
      var (up, down) = (peak, peak)
      up.values[index] += RaschModel.step
      down.values[index] -= RaschModel.step
      return zip(total(down), total(up)).map { ($0 - $1) / (2 * RaschModel.step) }
    }
    return SymmetricMatrix(rows: rows)
  }
}
