internal import CKernels

extension Engine {
  /// Runs a closure for each index below `count` on the pool's threads, the caller's included, and returns when all are done.
  ///
  /// Calls share nothing that one of them changes; each may run operations of an engine of its own.
  func parallel(_ count: Int, _ body: @escaping (Int) -> Void) {
    let job = Job(body)
    // The job outlives the call, which returns when every task is done.
    withExtendedLifetime(job) {
      unsafe ek_parallel(
        pool, count,
        { context, task, _ in
          guard let context = unsafe context else { return }
          unsafe Unmanaged<Job>.fromOpaque(context).takeUnretainedValue().body(task)
        }, Unmanaged.passUnretained(job).toOpaque())
    }
  }
}

/// A closure behind a pointer.
private final class Job {
  let body: (Int) -> Void

  init(_ body: @escaping (Int) -> Void) { self.body = body }
}
