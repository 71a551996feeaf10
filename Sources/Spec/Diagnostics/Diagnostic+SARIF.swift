public import Record

extension [Diagnostic] {
  /// All of them as one SARIF 2.1.0 log (OASIS standard), with a rule for each id that occurs.
  public func sarif(toolVersion: String) -> JSON {
    let ids = Set(map(\.id)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let driver: JSON = [
      "name": "etalon", "version": .string(toolVersion), "rules": .array(ids.map(rule)),
    ]
    return [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": [["tool": ["driver": driver], "columnKind": "unicodeCodePoints", "results": .array(map(\.sarifResult))]],
    ]
  }

  private func rule(_ id: String) -> JSON {
    let page = ExplainPage.named(id)
    return ["id": .string(id), "shortDescription": ["text": .string(page?.title ?? id)], "help": ["text": .string(page?.prose ?? id)]]
  }
}

extension Diagnostic {
  fileprivate var sarifResult: JSON {
    var result = JSON.Object()
    result["ruleId"] = .string(id)
    result["level"] = .string(severity.rawValue)
    result["message"] = ["text": .string(help.map { headline + "\n" + $0 } ?? headline)]
    result["locations"] = [primary.sarifLocation]
    if !secondary.isEmpty { result["relatedLocations"] = .array(secondary.map(\.sarifLocation)) }
    if let fix { result["fixes"] = [fix.sarif] }
    return .object(result)
  }
}

extension Diagnostic.Label {
  fileprivate var sarifLocation: JSON {
    var location = JSON.Object()
    location["physicalLocation"] = ["artifactLocation": ["uri": .string(uri(span.source.name))], "region": span.sarifRegion]
    if !text.isEmpty { location["message"] = ["text": .string(text)] }
    return .object(location)
  }
}

extension Diagnostic.Fix {
  fileprivate var sarif: JSON {
    let replacement: JSON = ["deletedRegion": span.sarifRegion, "insertedContent": ["text": .string(self.replacement)]]
    return ["artifactChanges": [["artifactLocation": ["uri": .string(uri(span.source.name))], "replacements": [replacement]]]]
  }
}

extension Span {
  fileprivate var sarifRegion: JSON {
    let (start, end) = (source.position(of: range.lowerBound), source.position(of: range.upperBound))
    return [
      "startLine": .number(Double(start.line)), "startColumn": .number(Double(start.scalar)), "endLine": .number(Double(end.line)),
      "endColumn": .number(Double(end.scalar)),
    ]
  }
}

/// A path as a relative URI reference (RFC 3986): everything but unreserved characters and slashes is percent-encoded.
private func uri(_ path: String) -> String {
  let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
  return path.utf8.reduce(into: "") { text, byte in
    text += plain.contains(byte) ? String(UnicodeScalar(byte)) : "%" + hexadecimal([byte]).uppercased()
  }
}
