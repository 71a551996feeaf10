/// What an optimiser remembers, and how it changes the parameters: one operation over all of them.
final class Updater {
  private let optimizer: Optimizer
  private let schedule: Schedule
  /// Velocity where there is momentum, or AdamW's first moment.
  private let first: Buffer<Float>
  /// AdamW's second moment.
  private let second: Buffer<Float>

  /// What it remembers of each parameter: nothing, the velocity, or both moments.
  var memory: [Buffer<Float>] { [first, second].filter { $0.count > 0 } }

  init(_ settings: TrainingSettings, count: Int) throws(KernelError) {
    optimizer = settings.optimizer
    schedule = settings.schedule
    switch optimizer {
    case .sgd(let s): (first, second) = (try Buffer(s.momentum == 0 ? 0 : count), try Buffer(0))
    case .adamw: (first, second) = (try Buffer(count), try Buffer(count))
    }
  }

  /// Does step `number`, counted from 1.
  func update(_ parameters: Buffer<Float>, _ gradients: Buffer<Float>, step number: UInt64, engine: Engine) {
    switch optimizer {
    case .sgd(let s):
      let rate = Float(schedule.rate(s.learningRate, step: number))
      engine.sgd(parameters, gradient: gradients, velocity: first, rate: rate, momentum: Float(s.momentum))
    case .adamw(var s):
      s.learningRate = schedule.rate(s.learningRate, step: number)
      engine.adamw(parameters, gradient: gradients, first: first, second: second, step: s.step(number: number))
    }
  }
}
