/// How the learning rate changes over the steps of a training; everything is computed in double.
public enum Schedule: Equatable, Sendable {
  /// The optimiser's rate, always.
  case constant
  /// The rate is multiplied by `factor` after each `every` steps.
  case step(every: UInt64, factor: Double)
  /// The rate rises in a straight line over `warmup` steps, then falls along half a cosine until step `total`, to the share `floor`
  /// of the optimiser's rate.
  case cosine(warmup: UInt64, total: UInt64, floor: Double)

  /// The learning rate of a step, counted from 1.
  public func rate(_ rate: Double, step number: UInt64) -> Double {
    switch self {
    case .constant: return rate
    case .step(let every, let factor): return rate * DoubleFunctions.power(factor, (max(1, number) - 1) / max(1, every))
    case .cosine(let warmup, let total, let floor):
      if number <= warmup { return rate * (Double(number) / Double(warmup)) }
      guard number < total else { return rate * floor }
      let share = Double(number - warmup) / Double(total - warmup)
      return rate * (floor + (1 - floor) * (0.5 * (1 + DoubleFunctions.cosine(.pi * share))))
    }
  }

  func checked() throws(KernelError) {
    switch self {
    case .constant: return
    case .step(let every, let factor):
      guard every >= 1, (0...1e3).contains(factor) else {
        throw KernelError(
          .parameterOutOfRange, "a rate cannot be multiplied by \(factor) every \(every) steps",
          hint: "choose 1 step or more, and a factor of 0 to 1000")
      }
    case .cosine(let warmup, let total, let floor):
      guard warmup <= total, total >= 1, total <= 1 << 53, (0...1).contains(floor) else {
        throw KernelError(
          .parameterOutOfRange, "a cosine cannot warm up for \(warmup) of \(total) steps and end at a share of \(floor)",
          hint: "warm up for fewer steps than there are, and choose a floor of 0 to 1")
      }
    }
  }
}
