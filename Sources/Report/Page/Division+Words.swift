internal import Record

/// What the page says of a plan's division: its name, a tone for the card, and a sentence.
struct DivisionWords {
  let name: String
  let tone: String
  let sentence: String
}

extension Plan {
  /// The words for the division, the only place that has them.
  var divisionWords: DivisionWords {
    switch division {
    case .standard:
      DivisionWords(name: "standard", tone: "plain", sentence: "The run kept every rule that the standard locks.")
    case .none:
      DivisionWords(name: "none", tone: "plain", sentence: "The spec locks no rule and extends none that does.")
    case .custom:
      DivisionWords(
        name: "custom", tone: "warn",
        sentence: "The spec changed \(counted(deviations.count, "locked rule")) of its standard; see the trials.")
    }
  }
}
