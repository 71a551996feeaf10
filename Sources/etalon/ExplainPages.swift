internal import Attest
internal import Interpreter
internal import ItemGeneration
internal import Spec

/// Every page of `etalon explain`, by id: diagnostics of specs, findings of verification, and what can stop a run.
let explainPages: [ExplainPage] = {
  let findings = findingPages.map { ExplainPage($0.id, $0.title, $0.prose) }
  var seen: Set<String> = []
  return (ExplainPage.all + findings + runningPages + sealedPages + templatePages).filter { seen.insert($0.id).inserted }
    .sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
}()
