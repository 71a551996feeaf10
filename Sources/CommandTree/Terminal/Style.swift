// Bold and colour, when they are wanted; meaning never hangs on them.

/// How text is decorated for a terminal; the caller decides from `NO_COLOR` and the kind of output.
public struct Style: Sendable, Equatable {
  /// Whether escape sequences are written at all.
  public let isEnabled: Bool

  /// Creates a style.
  public init(isEnabled: Bool) {
    self.isEnabled = isEnabled
  }

  /// Plain text without escape sequences.
  public static let plain = Style(isEnabled: false)

  /// A heading or a name that stands out.
  public func bold(_ text: String) -> String { wrapped(text, "1") }
  /// Less important text.
  public func dim(_ text: String) -> String { wrapped(text, "2") }
  /// The word that opens an error.
  public func error(_ text: String) -> String { wrapped(text, "1;31") }
  /// The word that opens a warning.
  public func warning(_ text: String) -> String { wrapped(text, "1;33") }
  /// Something that holds.
  public func good(_ text: String) -> String { wrapped(text, "1;32") }
  /// The word that opens a hint.
  public func hint(_ text: String) -> String { wrapped(text, "1;36") }

  private func wrapped(_ text: String, _ code: String) -> String {
    isEnabled && !text.isEmpty ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
