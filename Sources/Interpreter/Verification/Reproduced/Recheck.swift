internal import Record

/// By which way the results of a cell are checked again.
enum Recheck: Hashable, CaseIterable {
  /// Executed here; the results must be the same bit for bit.
  case executed
  /// The kept outputs are held against the error bound.
  case bounded
  /// The recorded answers are scored again.
  case replayed

  /// The way for a cell: it follows from what its numerics promise.
  init(_ node: Node) {
    switch node.numerics.promise {
    case .bits, .exact, .declared: self = .executed
    case .bound: self = .bounded
    case .transcripts: self = .replayed
    }
  }

  /// The name of the check that is about these cells.
  var check: String {
    switch self {
    case .executed: "executed"
    case .bounded: "bounded"
    case .replayed: "replayed"
    }
  }
}
