/// One event of a YAML stream, with the range of Unicode scalars it was read from.
struct YAMLEvent {
  var kind: Kind
  var anchor: String?
  var tag: String?
  /// Counted in Unicode scalars from the beginning of what the parser was given.
  var range: Range<Int>

  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd
    case alias(String)
    case scalar([UInt8], ScalarStyle)
    case sequenceStart, sequenceEnd, mappingStart, mappingEnd
  }
}

/// How a scalar is written.
enum ScalarStyle: Sendable, Hashable { case plain, quoted, block }

/// What libyaml found wrong.
struct YAMLFault: Error {
  var problem: String
  var context: String
  /// Both counted in Unicode scalars; the context is where the unfinished construct began.
  var place: Int
  var contextPlace: Int
}
