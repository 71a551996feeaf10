public import Record

extension Diagnostic {
  /// The diagnostic as JSON: id, severity, message, places with lines and columns from 1, help and fix.
  public var json: JSON {
    var object: JSON.Object = JSON.Object()
    object["id"] = .string(id)
    object["severity"] = .string(severity.rawValue)
    object["message"] = .string(headline)
    object["primary"] = primary.json
    object["secondary"] = .array(secondary.map(\.json))
    if let help { object["help"] = .string(help) }
    if let fix { object["fix"] = ["place": fix.span.json, "replacement": .string(fix.replacement)] }
    return .object(object)
  }
}

extension Diagnostic.Label {
  fileprivate var json: JSON {
    guard case .object(var object) = span.json else { return span.json }
    if !text.isEmpty { object["label"] = .string(text) }
    return .object(object)
  }
}

extension Span {
  /// File, start and end: `line`, `column` in display cells, `scalar` in Unicode scalars, `offset` in bytes.
  fileprivate var json: JSON {
    [
      "file": .string(source.name), "start": position(range.lowerBound), "end": position(range.upperBound),
    ]
  }

  private func position(_ offset: Int) -> JSON {
    let place = source.position(of: offset)
    return [
      "line": .number(Double(place.line)), "column": .number(Double(place.column)), "scalar": .number(Double(place.scalar)),
      "offset": .number(Double(offset)),
    ]
  }
}
