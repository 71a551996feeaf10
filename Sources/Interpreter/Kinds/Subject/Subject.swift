/// Who is asked: an endpoint, a model of our own, a program, the transcripts of an earlier run.
///
/// One caller at a time uses a subject. Queries may be answered in another order than they were submitted in.
protocol Subject: ~Copyable {
  /// What it can do.
  var abilities: Abilities { get }

  /// Begins a query; its reply comes out of `next`.
  mutating func submit(_ query: Query) throws(RunFault)

  /// The next reply to a query under way, or `nil` where none came by a time of the monotonic clock.
  ///
  /// Called with a query under way only. A subject that computes on the caller's thread answers one query, however long that takes.
  mutating func next(until time: UInt64) throws(RunFault) -> Reply?
}

/// What a subject can do.
struct Abilities: Hashable {
  /// The kind of query that it takes.
  var queries: Query.Kind
  /// Whether it computes on the caller's thread, so that queries which arrive meanwhile stand in its queue.
  var isInline = false
}

extension Subject where Self: ~Copyable {
  /// The reply to one query, waited for; nothing else may be under way.
  mutating func reply(to query: Query) throws(RunFault) -> Reply {
    try submit(query)
    while true {
      if let reply = try next(until: .max) { return reply }
    }
  }
}
