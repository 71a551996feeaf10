internal import Record
internal import Text

// Where the values of items stand, and items themselves.

extension Shape where Output == FieldPath {
  static var field: Shape { .scalar(.field) { reader throws(Reported) in try reader.field() } }
}

extension Shape where Output == FieldPaths {
  static var fields: Shape {
    Shape(schema: .fields) { occurrence throws(Reported) in
      guard occurrence.value.elements != nil else { return .one(try Shape<FieldPath>.field.read(occurrence)) }
      let paths = try occurrence.elements().mapAll { inner throws(Reported) in try Shape<FieldPath>.field.read(inner) }
      guard !paths.isEmpty else {
        throw occurrence.decoder.problems.error(
          .wrongType, "\(occurrence.what) has to name a field", at: occurrence.value.span, "this list is empty",
          help: "list the paths of the fields, or remove the key")
      }
      return .each(paths)
    }
  }
}

extension Shape where Output == JSON {
  /// A mapping with any keys.
  static var record: Shape {
    Shape(schema: .record) { occurrence throws(Reported) in
      try occurrence.check()
      let problems = occurrence.decoder.problems
      guard occurrence.value.entries != nil else {
        throw problems.error(
          .wrongType, "\(occurrence.what) has to be a mapping", at: occurrence.value.span, "this is \(occurrence.value.noun)",
          help: "such as `{ question: \"1 + 1?\", answer: \"2\" }`")
      }
      guard let json = json(occurrence.value, problems) else {
        throw problems.reported(earlier: occurrence.what.description, at: occurrence.value.span)
      }
      return json
    }
  }
}

extension ScalarReader {
  fileprivate func field() throws(Reported) -> FieldPath {
    let text = try text()
    do throws(FieldPath.Fault) {
      return try FieldPath(parsing: text)
    } catch {
      throw problems.error(
        .notAPath, "\(what) has to be the path of a field", at: span, "\(error)",
        help: "such as `question`, `doc.question` or `choices.0`")
    }
  }
}
