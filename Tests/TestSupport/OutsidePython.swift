import Foundation
public import Testing

/// Python with other people's implementations of the formats (`Tests/Outside/requirements.txt`) in `.build/outside`, made on first use.
public enum OutsidePython {
  /// The interpreter, or why there is none.
  private static let python: Result<String, Reason> = {
    guard let python = findProgram("python3") else { return .failure(Reason(text: "python3 is not installed")) }
    let folder = Repository.path(".build/outside")
    let list = Repository.path("Tests/Outside/requirements.txt")
    let inside = folder + "/bin/python"
    let mark = folder + "/installed.txt"
    if let wanted = try? Repository.text(of: list), wanted == (try? Repository.text(of: mark)) { return .success(inside) }
    guard let made = try? TestSupport.run(python, ["-m", "venv", "--clear", folder]), made.status == 0 else {
      return .failure(Reason(text: "python3 cannot make a virtual environment (Debian: python3-venv)"))
    }
    guard let got = try? TestSupport.run(inside, ["-m", "pip", "install", "--quiet", "-r", list]), got.status == 0 else {
      return .failure(Reason(text: "pip cannot install Tests/Outside/requirements.txt"))
    }
    let bare = Repository.path("Tests/Outside/requirements-bare.txt")
    guard
      let more = try? TestSupport.run(inside, ["-m", "pip", "install", "--quiet", "--no-deps", "--ignore-requires-python", "-r", bare]),
      more.status == 0
    else {
      return .failure(Reason(text: "pip cannot install Tests/Outside/requirements-bare.txt"))
    }
    try? FileManager.default.copyItem(atPath: list, toPath: mark)
    return .success(inside)
  }()

  private struct Reason: Error {
    let text: String
  }

  /// Whether it is there, for `.enabled(if:)`.
  public static var isThere: Bool { if case .success = python { true } else { false } }

  /// Why it is not there.
  public static var reason: Comment {
    if case .failure(let reason) = python { Comment(rawValue: reason.text) } else { "the packages are there" }
  }

  /// Runs a script of `Tests/Outside`, or one at a path from the root of the checkout.
  public static func run(_ script: String, _ arguments: [String]) throws -> Finished {
    let path = script.contains("/") ? script : "Tests/Outside/\(script)"
    return try TestSupport.run(python.get(), [Repository.path(path)] + arguments)
  }
}
