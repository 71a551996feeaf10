internal import Record

extension WorkKind {
  /// Everything that this room knows of the kind.
  var planner: any KindPlanner {
    switch self {
    case .kernel: KernelPlanner()
    case .train: TrainPlanner()
    case .infer: InferPlanner()
    case .evaluate: EvaluatePlanner()
    case .command: CommandPlanner()
    case .load: LoadPlanner()
    }
  }
}
