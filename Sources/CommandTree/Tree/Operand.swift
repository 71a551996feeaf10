// An operand: a word without a dash that a command takes by its position.

/// One operand of a command.
public struct Operand: Sendable, Equatable {
  /// The name that help shows, and that the accessors of ``Invocation`` know.
  public var name: String
  /// What it must look like and how it is completed.
  public var kind: ValueKind
  /// Whether it may be left out.
  public var isOptional: Bool
  /// Whether it takes several words; one operand of a command may.
  public var isRepeated: Bool
  /// What the operand is, as a phrase.
  public var help: String

  /// Creates an operand.
  public init(_ name: String, _ kind: ValueKind = .text, optional: Bool = false, repeated: Bool = false, help: String) {
    self.name = name
    self.kind = kind
    self.isOptional = optional
    self.isRepeated = repeated
    self.help = help
  }

  /// The operand in a usage line: `<spec>`, `[spec]`, `<spec>...`.
  var usage: String {
    (isOptional ? "[\(name)]" : "<\(name)>") + (isRepeated ? "..." : "")
  }
}
