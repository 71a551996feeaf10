internal import CommandTree
internal import Interpreter
internal import Text

extension Invocation {
  /// The operands and options that take the path of a bundle.
  private static let bundleNames: Set<String> = ["bundle", "a", "b", "parent", "reference"]

  /// The same with `latest` and `DIR/latest` replaced by the bundle of the latest run in `results` or `DIR`, unless something has that name.
  func resolvingLatest() throws(Failure) -> Invocation {
    try mapping(Invocation.bundleNames) { (word) throws(Failure) in
      guard word == "latest" || word.hasSuffix("/latest"), !Files.exists(word) else { return word }
      let folder = word == "latest" ? "results" : String(word.dropLast("/latest".count))
      guard let bundle = KnownRun.latestBundle(under: folder) else {
        throw Failure(.usage, "no-runs", "no run has left a bundle under \(quoted(folder))", help: "name the bundle, or `DIR/latest`")
      }
      return bundle
    }
  }
}
