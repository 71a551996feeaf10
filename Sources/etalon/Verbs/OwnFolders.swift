internal import Interpreter

extension UserFolders {
  /// The folders of whoever runs the program.
  static var current: UserFolders {
    var environment: [String: String] = [:]
    for name in ["HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"] { environment[name] = Terminal.environment(name) }
    return UserFolders(environment: environment)
  }

  /// The user's own policy: whose signature is believed.
  var policy: String { config + "/policy.yaml" }

  /// The most that the user lets the programs of a spec have.
  var limits: String { config + "/limits.yaml" }
}
