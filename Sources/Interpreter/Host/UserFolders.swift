/// Where a user's own files stand, by the XDG base directory specification.
public struct UserFolders: Sendable, Hashable {
  /// Inputs by digest, and other things worth keeping.
  public var data: String
  /// What can be computed again.
  public var cache: String
  /// The user's policy and settings.
  public var config: String

  /// Folders by their paths.
  public init(data: String, cache: String, config: String) {
    self.data = data
    self.cache = cache
    self.config = config
  }

  /// The folders that an environment names; `XDG_*` must be absolute to count, as the specification demands.
  ///
  /// Without `HOME`, `home` is used (`/nonexistent` makes every write fail with a clear error).
  public init(environment: [String: String], home fallback: String = "/nonexistent") {
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? fallback
    func folder(_ variable: String, _ standard: String) -> String {
      guard let named = environment[variable], named.hasPrefix("/") else { return "\(home)/\(standard)/etalon" }
      return "\(named)/etalon"
    }
    self.init(
      data: folder("XDG_DATA_HOME", ".local/share"), cache: folder("XDG_CACHE_HOME", ".cache"), config: folder("XDG_CONFIG_HOME", ".config")
    )
  }

  /// The folder of the input store.
  public var inputs: String { "\(data)/inputs" }
}
