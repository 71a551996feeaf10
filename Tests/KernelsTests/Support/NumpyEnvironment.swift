import Foundation
import TestSupport
import Testing

/// Python with numpy in `.build/venv`, made on first use.
enum NumpyEnvironment {
  /// The interpreter, or why there is none.
  static let python: Result<String, Reason> = {
    guard let python = findProgram("python3") else { return .failure(Reason(text: "python3 is not installed")) }
    let folder = Repository.path(".build/venv")
    let inside = folder + "/bin/python"
    if works(inside) { return .success(inside) }
    guard let made = try? run(python, ["-m", "venv", folder]), made.status == 0 else {
      return .failure(Reason(text: "python3 cannot make a virtual environment (Debian: python3-venv)"))
    }
    guard let got = try? run(inside, ["-m", "pip", "install", "--quiet", "numpy"]), got.status == 0, works(inside) else {
      return .failure(Reason(text: "pip cannot install numpy"))
    }
    return .success(inside)
  }()

  struct Reason: Error {
    let text: String
  }

  private static func works(_ python: String) -> Bool {
    guard FileManager.default.isExecutableFile(atPath: python) else { return false }
    return (try? run(python, ["-c", "import numpy"]))?.status == 0
  }

  static var isThere: Bool { if case .success = python { true } else { false } }
  static var reason: Comment {
    if case .failure(let reason) = python { Comment(rawValue: reason.text) } else { "numpy is there" }
  }
}
