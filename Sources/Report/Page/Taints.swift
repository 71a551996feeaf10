internal import Record

/// What a taint of a fingerprint means for somebody who reads numbers.
func explanation(ofTaint taint: String) -> String {
  TaintRule.rule(for: taint)?.meaning ?? "out of the ordinary; the environment below says more"
}
