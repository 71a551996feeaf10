/// placeholder until Score lands its scorer
struct ExactMatch {
  let normalize: Bool
  func matches(_ answer: String, anyOf expected: [String]) -> Bool {
    func folded(_ t: String) -> [UInt8] { normalize ? Array(trimmed(t).lowercased().utf8) : Array(t.utf8) }
    return expected.contains { folded($0) == folded(answer) }
  }
}
