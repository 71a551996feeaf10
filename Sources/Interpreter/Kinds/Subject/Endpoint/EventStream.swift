/// Server-sent events (HTML standard, section 9.2.6), as far as replies use them: the data of each event, in order.
struct EventStream {
  private(set) var events: [Event] = []

  struct Event {
    var data: [UInt8]
    /// The byte behind the event's last line.
    var end: Int
  }

  /// What ends a stream where the server says so.
  static let terminator = Array("[DONE]".utf8)

  /// Whether a body is a stream of events and not one JSON value.
  static func isStream(_ bytes: [UInt8]) -> Bool {
    let start = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    let head = bytes[start...].drop { $0 == 0x0A || $0 == 0x0D }
    return ["data:", "event:", "id:", "retry:", ":"].contains { head.starts(with: $0.utf8) }
  }

  /// Takes a stream apart; what is no data of an event is passed over.
  ///
  /// Complexity: linear in the bytes.
  init(_ bytes: [UInt8]) {
    var data: [UInt8]?
    var at = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    while at < bytes.count {
      let end = bytes[at...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      let isPair = end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
      let next = min(bytes.count, end + (isPair ? 2 : 1))
      if at == end {
        if let ended = data { events.append(Event(data: ended, end: next)) }
        data = nil
      } else if let value = EventStream.data(bytes[at..<end]) {
        data = data.map { $0 + [0x0A] + value } ?? Array(value)
      }
      at = next
    }
    // Some servers leave out the empty line behind the last event.
    if let rest = data { events.append(Event(data: rest, end: bytes.count)) }
  }

  private static func data(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard line.starts(with: "data:".utf8) else { return nil }
    let value = line.dropFirst(5)
    return value.first == 0x20 ? value.dropFirst() : value
  }

  /// The stream in the one form that transcripts keep: each event as its `data:` lines and an empty line, and nothing else.
  var canonical: [UInt8] {
    events.flatMap { event in
      event.data.split(separator: 0x0A, omittingEmptySubsequences: false).flatMap { Array("data: ".utf8) + $0 + [0x0A] } + [0x0A]
    }
  }
}
