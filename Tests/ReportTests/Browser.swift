import TestSupport

/// Headless Chromium, where it is installed.
struct Browser {
  private let program: String

  /// The first Chromium or Chrome on the path.
  static let installed: Browser? = {
    ["chromium", "chromium-browser", "google-chrome"].compactMap { findProgram($0) }.first.map { Browser(program: $0) }
  }()

  enum Scheme: String, CaseIterable {
    case dark = "0"
    case light = "1"
  }

  /// The document after its scripts ran, and everything that was logged.
  func document(of path: String, _ scheme: Scheme, profile: String) throws -> Finished {
    try start(scheme, profile, ["--dump-dom", "--virtual-time-budget=5000", "--window-size=1400,1000", "file://\(path)"])
  }

  /// A picture of the top of a page.
  func picture(of path: String, width: Int, height: Int, _ scheme: Scheme, to file: String, profile: String) throws {
    _ = try start(scheme, profile, ["--window-size=\(width),\(height)", "--screenshot=\(file)", "file://\(path)"])
  }

  /// The profile is a folder of its own, so that several can run at once; a hanging browser is ended after a minute.
  private func start(_ scheme: Scheme, _ profile: String, _ arguments: [String]) throws -> Finished {
    try run(
      "/usr/bin/env",
      [
        "timeout", "--kill-after=5", "60", program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        "--allow-file-access-from-files", "--enable-logging=stderr", "--user-data-dir=\(profile)",
        "--blink-settings=preferredColorScheme=\(scheme.rawValue)",
      ] + arguments)
  }
}
