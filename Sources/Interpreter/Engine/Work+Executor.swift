internal import Record

extension Work {
  /// How this work is executed, kept and checked again.
  var executor: KindExecutor {
    switch self {
    case .kernel(let work): .kernel(work)
    case .train(let work): .train(work)
    case .infer(let work): .infer(work)
    case .evaluate(let work): .evaluate(work)
    case .command(let work): .command(work)
    case .load(let work): .load(work)
    }
  }
}
