internal import CYAML

/// The one owner of a libyaml parser: text in, events out.
///
/// Only the event interface is used. The parser and the bytes it reads live exactly as long as this value, which cannot be copied.
@safe struct YAMLEvents: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  /// A parser over bytes that are known to be UTF-8 without a byte order mark; `nil` where memory is short.
  init?(_ bytes: ArraySlice<UInt8>) {
    // One byte more than needed, so that an empty text has an address too.
    unsafe input = .allocate(capacity: bytes.count + 1)
    unsafe input.initialize(repeating: 0)
    _ = unsafe input.update(fromContentsOf: bytes)
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      unsafe input.deallocate()
      return nil
    }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  /// The next event.
  ///
  /// After the stream's end it must not be called again.
  mutating func next() throws(YAMLFault) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw fault() }
    defer { unsafe yaml_event_delete(&event) }
    return unsafe YAMLEvents.copied(event)
  }

  private func fault() -> YAMLFault {
    // The messages are static strings of libyaml, or null.
    let state = unsafe parser.pointee
    return YAMLFault(
      problem: unsafe state.problem.map { unsafe String(cString: $0) } ?? "",
      context: unsafe state.context.map { unsafe String(cString: $0) } ?? "",
      place: unsafe Int(clamping: state.problem_mark.index), contextPlace: unsafe Int(clamping: state.context_mark.index))
  }

  /// Takes everything out of an event before it is freed.
  private static func copied(_ event: yaml_event_t) -> YAMLEvent {
    let start = unsafe Int(clamping: event.start_mark.index)
    let end = unsafe Int(clamping: event.end_mark.index)
    var copy = YAMLEvent(kind: .streamEnd, range: start..<max(start, end))
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: copy.kind = .streamStart
    case YAML_DOCUMENT_START_EVENT: copy.kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: copy.kind = .documentEnd
    case YAML_ALIAS_EVENT: copy.kind = unsafe .alias(text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      copy.kind = unsafe .scalar(bytes(scalar.value, scalar.length), style(scalar.style))
      copy.anchor = unsafe text(scalar.anchor)
      copy.tag = unsafe text(scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      copy.kind = .sequenceStart
      copy.anchor = unsafe text(event.data.sequence_start.anchor)
      copy.tag = unsafe text(event.data.sequence_start.tag)
    case YAML_SEQUENCE_END_EVENT: copy.kind = .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      copy.kind = .mappingStart
      copy.anchor = unsafe text(event.data.mapping_start.anchor)
      copy.tag = unsafe text(event.data.mapping_start.tag)
    case YAML_MAPPING_END_EVENT: copy.kind = .mappingEnd
    default: copy.kind = .streamEnd
    }
    return copy
  }

  private static func style(_ style: yaml_scalar_style_t) -> ScalarStyle {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .plain
    }
  }

  /// A null-terminated string of libyaml, copied.
  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    guard let pointer = unsafe pointer else { return nil }
    var length = 0
    while unsafe pointer[length] != 0 { length += 1 }
    return unsafe String(decoding: bytes(pointer, length), as: UTF8.self)
  }

  /// So many bytes from a pointer that libyaml vouches for, copied.
  private static func bytes(_ pointer: UnsafeMutablePointer<yaml_char_t>?, _ count: Int) -> [UInt8] {
    guard let pointer = unsafe pointer else { return [] }
    return unsafe Array(UnsafeBufferPointer(start: pointer, count: count))
  }
}
