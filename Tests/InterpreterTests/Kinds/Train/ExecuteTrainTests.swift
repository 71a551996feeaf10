import Record
import Testing

@testable import Interpreter

@Suite struct `A training` {
  private let sample: SampleRun

  init() throws { sample = try SampleRun() }

  @Test func `a stop rule ends the training in the epoch in which it holds`() throws {
    let epoch = Expression.binary(.greaterOrEqual, .variable("epoch"), .quantity(Quantity(Rational(2))))
    let trial = try sample.trials(SamplePlan.training(stop: epoch))[0]
    #expect(sample.value("epochs", of: trial) == .count(2))
    #expect(sample.value("reached", of: trial) == .flag(true))
    let never = Expression.binary(.greater, .variable("accuracy"), .quantity(Quantity(Rational(1))))
    let whole = try sample.trials(SamplePlan.training(stop: never))[0]
    #expect(sample.value("epochs", of: whole) == .count(5))
    #expect(sample.value("reached", of: whole) == .flag(false))
  }

  @Test func `a training that diverges fails, and what needs it is skipped`() throws {
    let trials = try sample.trials(
      SamplePlan.training(learningRate: 100_000_000, layers: [4, 32, 32, 32, 32, 32, 32, 3]), SamplePlan.offline())
    #expect(trials.map(\.status) == [.failed, .skipped])
    #expect(trials[0].reason?.contains("loss") == true || trials[0].reason?.contains("weight") == true)
  }
}
