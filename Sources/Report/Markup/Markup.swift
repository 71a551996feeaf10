internal import Record
internal import Text

/// HTML that is well-formed and escaped by construction.
///
/// The only ways in are text, which is escaped, and elements whose names stand in this source as literals. There is no way to insert
/// bytes that came from a record as they are.
struct Markup: Sendable {
  private(set) var bytes: [UInt8] = []

  /// Nothing.
  init() {}

  /// Text of any origin.
  init(_ text: String) { appendEscaped(text, to: &bytes) }

  /// The document type, and nothing else that is not an element.
  static let documentType: Markup = {
    var markup = Markup()
    markup.bytes = Array("<!DOCTYPE html>\n".utf8)
    return markup
  }()

  /// What a document of XML begins with.
  static let xmlDeclaration: Markup = {
    var markup = Markup()
    markup.bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    return markup
  }()

  /// A style sheet, which is a literal of this source: its text is raw in HTML, so it must not come from anywhere else.
  static func styleSheet(_ css: StaticString) -> Markup {
    var markup = Markup()
    markup.bytes = Array("<style>\(css.description)</style>".utf8)
    return markup
  }

  /// Scripts of this source, as one element whose text a page's policy can name by its digest.
  static func script(_ scripts: [StaticString]) -> Markup {
    var markup = Markup()
    markup.bytes = Array("<script>\(scripts.map(\.description).joined(separator: "\n"))</script>".utf8)
    return markup
  }

  /// Data for the scripts of a page: JSON in which no tag can begin, and which a browser does not run.
  static func data(_ json: JSON, id: StaticString) -> Markup {
    var markup = Markup()
    markup.bytes = Array("<script type=\"application/json\" id=\"\(id)\">".utf8)
    for byte in json.canonicalBytes {
      if byte == UInt8(ascii: "<") { markup.bytes.append(contentsOf: "\\u003c".utf8) } else { markup.bytes.append(byte) }
    }
    markup.bytes.append(contentsOf: "</script>".utf8)
    return markup
  }

  /// Rules that hide the items of lists which have another number than the one that is chosen; names and numbers of this source alone.
  ///
  /// A browser holds every item against every rule, so there are only those whose numbers can be chosen in the content.
  static func filterRules(_ letters: [Character], of content: Markup) -> Markup {
    var rules = ""
    for letter in letters {
      var number = 0
      while content.bytes.firstRange(ofBytes: Array("\"pick-\(letter)\(number)\"".utf8)) != nil {
        rules += ".browser:has(.pick-\(letter)\(number):checked) .item:not(.\(letter)\(number)),"
        number += 1
      }
    }
    var markup = Markup()
    guard !rules.isEmpty else { return markup }
    markup.bytes = Array("<style>\(rules.dropLast()){display:none}</style>".utf8)
    return markup
  }

  /// An element with its content between the tags, or a void element where there is no content to have.
  fileprivate init(element name: StaticString, _ attributes: [Attribute], _ content: Markup?) {
    let name = name.description
    bytes.append(UInt8(ascii: "<"))
    bytes.append(contentsOf: name.utf8)
    for attribute in attributes { attribute.append(to: &bytes) }
    bytes.append(UInt8(ascii: ">"))
    guard let content else { return }
    bytes.append(contentsOf: content.bytes)
    bytes.append(contentsOf: "</\(name)>".utf8)
  }

  var isEmpty: Bool { bytes.isEmpty }

  mutating func append(_ other: Markup) { bytes.append(contentsOf: other.bytes) }
}

/// An attribute of an element: a name from this source and a value of any origin.
struct Attribute: Sendable {
  private let name: String
  private let value: String

  init(_ name: StaticString, _ value: String) {
    self.name = name.description
    self.value = value
  }

  static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
  static func id(_ value: String) -> Attribute { Attribute("id", value) }

  fileprivate func append(to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: name.utf8)
    bytes.append(contentsOf: "=\"".utf8)
    appendEscaped(value, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }
}

/// An element with content.
func tag(_ name: StaticString, _ attributes: Attribute..., @MarkupBuilder content: () -> Markup) -> Markup {
  Markup(element: name, attributes, content())
}

/// An element that holds one piece of text.
func tag(_ name: StaticString, _ attributes: Attribute..., text: String) -> Markup {
  Markup(element: name, attributes, Markup(text))
}

/// A void element of HTML, such as `meta`.
func void(_ name: StaticString, _ attributes: Attribute...) -> Markup {
  Markup(element: name, attributes, nil)
}

/// An SVG shape: an element that is closed at once.
func shape(_ name: StaticString, _ attributes: [Attribute], title: String? = nil) -> Markup {
  Markup(element: name, attributes, title.map { tag("title", text: $0) } ?? Markup())
}

/// Lets markup be written as nested blocks in which a string is text.
@resultBuilder
enum MarkupBuilder {
  static func buildExpression(_ text: String) -> Markup { Markup(text) }
  static func buildExpression(_ markup: Markup) -> Markup { markup }
  static func buildExpression(_ markup: Markup?) -> Markup { markup ?? Markup() }
  static func buildExpression(_ list: [Markup]) -> Markup { buildArray(list) }
  static func buildBlock(_ parts: Markup...) -> Markup { buildArray(parts) }
  static func buildOptional(_ part: Markup?) -> Markup { part ?? Markup() }
  static func buildEither(first part: Markup) -> Markup { part }
  static func buildEither(second part: Markup) -> Markup { part }
  static func buildArray(_ parts: [Markup]) -> Markup {
    var whole = Markup()
    for part in parts { whole.append(part) }
    return whole
  }
}
