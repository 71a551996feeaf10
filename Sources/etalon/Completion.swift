internal import CommandTree
internal import Interpreter
internal import Spec

/// What only the program knows about a word that is being typed.
func completions(_ query: CompletionQuery) -> Completions {
  switch query.kind {
  case "explain-id": Completions(explainPages.map { Candidate($0.id, $0.title) })
  case "key": Completions(KeyRing.own.names.map { Candidate($0, "a key of yours") }, paths: .files([".pem", ".pub"]))
  default: Completions()
  }
}

extension KeyRing {
  /// The names of the keys in the folder, in order.
  var names: [String] { Files.names(in: folder).filter { $0.hasSuffix(".pem") }.map { String($0.dropLast(4)) } }
}
