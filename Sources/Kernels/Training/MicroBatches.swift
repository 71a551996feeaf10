/// Computes the gradient of a batch from those of its micro-batches, with one worker, or several at once.
final class MicroBatches {
  private let size: Int
  private let engine: Engine
  private let workers: [Worker]
  /// The partial sums that the tree has waiting, by level.
  private var waiting: [Buffer<Float>] = []
  private let plan: ParameterPlan

  /// One worker: a network that learns, and the gradient of its last micro-batch.
  private final class Worker {
    let learner: Learner
    var gradient: Buffer<Float>
    var error: KernelError?

    init(
      _ architecture: Architecture, rows: Int, plan: ParameterPlan, weights: Buffer<Float>, engine: Engine
    ) throws(KernelError) {
      learner = try Learner(architecture, rows: rows, plan: plan, weights: weights, engine: engine)
      gradient = try Buffer(plan.count)
    }

    func learn(_ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?) {
      do throws(KernelError) {
        try learner.learn(batch, first: first, rows: rows, masks: masks, into: gradient)
        error = nil
      } catch {
        self.error = error
      }
    }
  }

  /// Makes as many workers as the engine has threads, if there are as many micro-batches; each then computes on one thread.
  init(
    _ architecture: Architecture, batch: Int, size: Int, plan: ParameterPlan, weights: Buffer<Float>, engine: Engine
  ) throws(KernelError) {
    self.size = size
    self.engine = engine
    self.plan = plan
    let parallel = min(engine.threads, (batch + size - 1) / size)
    var workers: [Worker] = []
    for _ in 0..<parallel {
      let own = parallel == 1 ? engine : try Engine(instructionSet: engine.instructionSet)
      workers.append(try Worker(architecture, rows: min(size, batch), plan: plan, weights: weights, engine: own))
    }
    self.workers = workers
  }

  /// The gradient of the mean loss over the loaded rows of a batch, whose losses are filled in.
  func gradient(_ batch: Batch, masks: DropoutMasks?) throws(KernelError) -> Buffer<Float> {
    let count = (batch.rows + size - 1) / size
    for wave in stride(from: 0, to: count, by: workers.count) {
      let running = workers.prefix(count - wave)
      let learn = { [size] (index: Int) in
        let first = (wave + index) * size
        running[index].learn(batch, first: first, rows: min(size, batch.rows - first), masks: masks)
      }
      if running.count == 1 { learn(0) } else { engine.parallel(running.count, learn) }
      for (index, worker) in running.enumerated() {
        if let error = worker.error { throw error }
        try absorb(worker, number: wave + index, of: count)
        if wave + index + 1 == count { return worker.gradient }
      }
    }
    return workers[0].gradient
  }

  /// The tree of section 2: micro-batch c takes up one waiting sum for each trailing one bit of c; the last takes all that wait.
  private func absorb(_ worker: Worker, number: Int, of count: Int) throws(KernelError) {
    let isLast = number + 1 == count
    var level = 0
    while isLast ? number >> level != 0 : number >> level & 1 == 1 {
      if number >> level & 1 == 1 { engine.add(waiting[level], worker.gradient, into: worker.gradient) }
      level += 1
    }
    guard !isLast else { return }
    while waiting.count <= level { waiting.append(try Buffer(plan.count)) }
    swap(&waiting[level], &worker.gradient)
  }
}
