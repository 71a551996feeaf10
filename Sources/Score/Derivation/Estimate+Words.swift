internal import Record

extension Estimate.Open {
  /// The sides, in words behind a verb.
  var words: String {
    switch self {
    case .below: "below"
    case .above: "above"
    case .both: "on either side"
    }
  }
}
