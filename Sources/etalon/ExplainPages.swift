internal import Spec

/// Every page of `etalon explain`: the diagnostics of specs and the findings of verification.
let explainPages: [ExplainPage] = ExplainPage.all.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
