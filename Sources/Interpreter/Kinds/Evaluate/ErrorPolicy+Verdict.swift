internal import Record

extension ErrorPolicy {
  /// Why items without a usable answer fail their trial; `nil` where the policy lets them pass.
  ///
  /// - Parameters:
  ///   - problem: The first of them, and what is wrong with it.
  ///   - variants: How many variants of each item are asked beside it.
  ///   - isWhole: Whether every item was asked; one that was not is no error of the subject and passes under no policy.
  func reason(_ missing: UInt64, of asked: UInt64, first problem: String, variants: Int = 0, isWhole: Bool) -> String? {
    guard missing > 0 else { return nil }
    let noun = variants == 0 ? "items" : "questions (\(asked / UInt64(variants + 1)) items, each asked \(variants + 1) times)"
    let headline = "\(missing) of \(asked) \(noun) have no usable answer"
    guard isWhole, treat != .stop else { return "\(headline); first, \(problem)" }
    if let share = Rational(Int128(missing), over: Int128(asked)), share > upTo {
      return "\(headline), more than the \(percent) that `errors` lets pass; first, \(problem)"
    }
    return missing < asked ? nil : "\(headline); first, \(problem)"
  }

  /// The greatest share in words.
  private var percent: String {
    let hundredfold = upTo.multiplied(by: Rational(100))
    return (hundredfold?.description ?? "\(upTo)") + (hundredfold == nil ? "" : "%")
  }
}
