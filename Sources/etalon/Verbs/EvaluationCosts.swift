internal import Interpreter
internal import Record
internal import Spec
internal import Text

/// What the evaluations of a spec will take, a line each; nothing where it has none whose dataset is at hand.
func costLines(of spec: LoadedPlan, folders: [String] = []) throws(Failure) -> [String] {
  let search = InputLook.search(spec.planned, folders: folders, within: spec.fence)
  let costs = EvaluationCost.all(of: spec.planned.plan, search: search, prices: try userPrices())
  return costs.map { "cost  \(printable($0.sentence))" }
}

/// The user's own prices.
func userPrices() throws(Failure) -> Prices { try orFail(.usage) { try Prices.load("\(UserFolders.current.config)/prices.yaml") } }
