extension TrialStatus {
  /// What became of a trial, as the end of a sentence that begins with it.
  public var words: String {
    switch self {
    case .ok: "finished"
    case .failed: "failed"
    case .cut: "was cut short"
    case .refused: "was refused"
    case .skipped: "was skipped"
    }
  }
}
