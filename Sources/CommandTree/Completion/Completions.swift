// What can stand at the cursor, and the lines in which a shell's script reads it.

internal import Text

/// One word that can stand at the cursor.
public struct Candidate: Sendable, Equatable {
  /// The word as it would be typed, without quoting.
  public var value: String
  /// A note for shells that show one; may be empty.
  public var description: String

  /// Creates a candidate.
  public init(_ value: String, _ description: String = "") {
    self.value = value
    self.description = description
  }
}

/// Everything that can stand at the cursor.
public struct Completions: Sendable, Equatable {
  /// The paths that the shell is to add itself.
  public enum Paths: Sendable, Equatable {
    /// Files with one of these endings (all files for none), and folders on the way to them.
    case files([String])
    /// Folders.
    case directories
  }

  /// Words, in the order in which they are worth showing.
  public var candidates: [Candidate]
  /// Paths, if any may stand here.
  public var paths: Paths?

  /// Creates completions.
  public init(_ candidates: [Candidate] = [], paths: Paths? = nil) {
    self.candidates = candidates
    self.paths = paths
  }

  /// The lines that the completion scripts read: `:files .yaml .yml` or `:directories` first, then `value`, a tab and its description.
  ///
  /// A value with a control character or a leading colon would be misread, so it is left out; descriptions are escaped.
  public var text: String {
    var lines: [String] = []
    switch paths {
    case .files(let endings): lines.append(([":files"] + endings).joined(separator: " "))
    case .directories: lines.append(":directories")
    case nil: break
    }
    for word in candidates where !word.value.isEmpty && !word.value.hasPrefix(":") && printable(word.value) == word.value {
      lines.append(word.description.isEmpty ? word.value : "\(word.value)\t\(printable(word.description))")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

/// What a caller is asked when only it can know the candidates.
public struct CompletionQuery: Sendable, Equatable {
  /// What the value stands for, from ``ValueKind/dynamic(_:)``.
  public let kind: String
  /// What has been typed of the word; candidates that do not begin with it are dropped afterwards.
  public let prefix: String
  /// The command, below the root.
  public let path: [String]
  /// The operands before the cursor.
  public let operands: [String]
  /// The values of the options before the cursor, by long name.
  public let options: [String: [String]]
}
