// A checked command line, and typed access to what it says.

/// A command line that satisfied its command's description.
///
/// Accessors take the long name of an option or the name of an operand. Asking for a name that the command
/// does not declare is a mistake in the program; it is caught by an assertion in debug builds and gives nothing otherwise.
public struct Invocation: Sendable, Equatable {
  /// The names of the commands below the root: `["dataset", "seal"]`.
  public let path: [String]
  let options: [Option]
  let operandKinds: [Operand]
  let given: [String: [String]]
  let words: [String: [String]]

  /// Whether an option was written on the command line, or an operand has at least one word.
  public func isGiven(_ name: String) -> Bool {
    given[name] != nil || words[name] != nil
  }

  /// The value of an option or operand, or its default; the last one if it was repeated.
  public func string(_ name: String) -> String? {
    strings(name).last
  }

  /// All values of an option or operand in the order given, or its default, or none.
  public func strings(_ name: String) -> [String] {
    assert(isDeclared(name), "no option or operand is called \(name)")
    if let values = given[name] ?? words[name] { return values }
    guard let option = option(name) else { return [] }
    return option.defaultValue.map { [$0] } ?? []
  }

  /// The value of an integer option or operand.
  public func integer(_ name: String) -> Int? {
    string(name).flatMap { Int($0) }
  }

  /// The value of a file option or operand.
  public func path(_ name: String) -> PathArgument? {
    string(name).map(PathArgument.init)
  }

  /// All values of a file option or operand.
  public func paths(_ name: String) -> [PathArgument] {
    strings(name).map(PathArgument.init)
  }

  /// The value of a choice as the enumeration whose raw values are its words.
  public func choice<T: RawRepresentable<String>>(_ name: String, as type: T.Type = T.self) -> T? {
    string(name).flatMap(T.init(rawValue:))
  }

  /// Whether a flag was given, or which side of a toggle holds.
  public func flag(_ name: String) -> Bool {
    assert(isDeclared(name), "no option is called \(name)")
    if let last = given[name]?.last { return last == Invocation.on }
    guard case .toggle(let value) = option(name)?.kind else { return false }
    return value
  }

  /// How many times a flag was given: `-vv` is 2.
  public func count(_ name: String) -> Int {
    assert(isDeclared(name), "no option is called \(name)")
    return given[name]?.count ?? 0
  }

  /// The same with the words of some operands and options replaced; what the command does not declare is left alone.
  public func mapping<Fault: Error>(_ names: Set<String>, _ change: (String) throws(Fault) -> String) throws(Fault) -> Invocation {
    var (given, words) = (given, words)
    for name in names {
      given[name] = try given[name]?.map(change)
      words[name] = try words[name]?.map(change)
    }
    return Invocation(path: path, options: options, operandKinds: operandKinds, given: given, words: words)
  }

  static let on = "on"
  static let off = "off"

  private func option(_ name: String) -> Option? {
    options.first { $0.long == name }
  }

  private func isDeclared(_ name: String) -> Bool {
    option(name) != nil || operandKinds.contains { $0.name == name }
  }
}

/// A path on the command line, where a lone dash stands for a standard stream.
public enum PathArgument: Sendable, Equatable {
  /// `-`: standard input for something to read, standard output for something to write.
  case standardStream
  /// A path in the file system; use `./-` for a file called `-`.
  case file(String)

  init(_ word: String) {
    self = word == "-" ? .standardStream : .file(word)
  }
}
