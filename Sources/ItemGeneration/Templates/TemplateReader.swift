internal import Record
internal import Spec
internal import Text

/// A text of a document and where it stands.
struct Place: Sendable {
  var tree: WrittenTree
  /// How messages call it.
  var what: String
}

/// Reads a document of templates, gathering everything that is wrong with it.
final class TemplateReader {
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var places: [Place] = []
  /// How often something was reported, the same thing again included.
  private(set) var reports = 0
  /// The most problems that are listed.
  static let problemLimit = 50

  func report(_ problem: TemplateProblem, _ headline: String, at span: Span, _ label: String = "", help: String? = nil) {
    reports += 1
    guard diagnostics.count < TemplateReader.problemLimit else { return }
    let diagnostic = Diagnostic(problem.rawValue, .error, headline, at: span, label, help: help)
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  /// The number of a place that terms refer to.
  func note(_ tree: WrittenTree, _ what: String) -> Int {
    places.append(Place(tree: tree, what: what))
    return places.count - 1
  }

  // MARK: - Shapes

  /// The entries of a mapping whose keys are known; unknown ones are reported.
  func entries(_ tree: WrittenTree, _ what: String, keys: [String], required: [String] = []) -> [String: WrittenTree]? {
    guard case .mapping(let entries) = tree.content else {
      report(.shape, "\(what) has to be a mapping", at: tree.span, "this is \(tree.noun)", help: "its keys are \(listed(keys))")
      return nil
    }
    var found: [String: WrittenTree] = [:]
    for entry in entries {
      guard keys.contains(entry.key) else {
        report(
          .shape, "\(what) has no key \(quoted(entry.key))", at: entry.span, "not a key",
          help: didYouMean(entry.key, among: keys).map { "did you mean `\($0)`?" } ?? "its keys are \(listed(keys))")
        continue
      }
      found[entry.key] = entry.value
    }
    for key in required where found[key] == nil {
      report(.shape, "\(what) lacks the key `\(key)`", at: tree.span, "needs `\(key)`")
    }
    return found
  }

  /// The entries of a mapping with names of the author's own.
  func named(_ tree: WrittenTree?, _ what: String) -> [(key: String, span: Span, value: WrittenTree)] {
    guard let tree else { return [] }
    guard case .mapping(let entries) = tree.content else {
      report(.shape, "\(what) has to be a mapping", at: tree.span, "this is \(tree.noun)", help: "write `name: …` for each")
      return []
    }
    return entries
  }

  /// The elements of a list, or the one value that stands in its place.
  func elements(_ tree: WrittenTree?, _ what: String, orOne: Bool = false) -> [WrittenTree] {
    guard let tree else { return [] }
    if case .list(let elements) = tree.content { return elements }
    if orOne { return [tree] }
    report(.shape, "\(what) has to be a list", at: tree.span, "this is \(tree.noun)")
    return []
  }

  func text(_ tree: WrittenTree?, _ what: String) -> String? {
    guard let tree else { return nil }
    guard case .scalar(let text, _) = tree.content else {
      report(.shape, "\(what) has to be a text", at: tree.span, "this is \(tree.noun)")
      return nil
    }
    return text
  }

  func truth(_ tree: WrittenTree?, _ what: String) -> Bool {
    guard let tree, let text = text(tree, what) else { return false }
    guard text == "true" || text == "false" else {
      report(.shape, "\(what) is `true` or `false`", at: tree.span, "this is \(tree.noun)")
      return false
    }
    return text == "true"
  }

  /// A name that expressions can use.
  func isVariableName(_ name: String, _ span: Span, taken: Set<String>) -> Bool {
    let bytes = Array(name.utf8)
    let isLetter = { (byte: UInt8) in (97...122).contains(byte | 0x20) }
    let isName = bytes.first.map(isLetter) == true && bytes.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == 95 }
    guard isName, !TemplateParser.keywords.contains(name) else {
      report(.shape, "\(quoted(name)) cannot name a value", at: span, "not a name", help: "a letter, then letters, digits and `_`")
      return false
    }
    guard !taken.contains(name) else {
      report(.shape, "the name \(quoted(name)) stands twice", at: span, "taken already", help: "give it another name")
      return false
    }
    return true
  }

  /// A fault of an expression at its place.
  func report(_ fault: TemplateSyntaxFault, in tree: WrittenTree) {
    report(fault.id, fault.headline, at: tree.place(of: fault.range), fault.label, help: fault.help)
  }
}
