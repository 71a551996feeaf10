internal import Glibc
internal import Record

/// One end of the channel between a run and the process of an invocation: messages of a kind, a length and bytes.
struct InvocationChannel {
  /// What a message is.
  enum Kind: UInt8 {
    /// The trial; then requests for an input or an artefact, and the bytes or the fault that answer them.
    case order, input, artifact, bytes, fault
    case progress
    /// What came of it, followed by its pieces in `bytes`.
    case yield
  }

  let descriptor: Int32
  /// Called while nothing comes, some times a second; throws to give up.
  var wait: () throws(RunFault) -> Void = {}

  /// The longest message that is taken.
  private static let limit = 1 << 36

  func send(_ kind: Kind, _ bytes: [UInt8] = []) throws(RunFault) {
    var head = [kind.rawValue]
    for shift in stride(from: 0, to: 64, by: 8) { head.append(UInt8(truncatingIfNeeded: UInt64(bytes.count) >> shift)) }
    try write(head)
    try write(bytes)
  }

  func send(_ kind: Kind, _ record: some Record) throws(RunFault) { try send(kind, try Journal.record(record)) }

  /// The next message; `nil` where the other end has gone.
  func receive() throws(RunFault) -> (kind: Kind, bytes: [UInt8])? {
    guard let head = try read(9) else { return nil }
    let length = head[1...].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let kind = Kind(rawValue: head[0]), length <= InvocationChannel.limit else {
      throw .lostInvocation("sent something that is no message")
    }
    guard let bytes = try read(Int(length)) else { return nil }
    return (kind, bytes)
  }

  /// A record in canonical JSON.
  static func record<R: Record>(_ bytes: [UInt8], as type: R.Type) throws(RunFault) -> R {
    do throws(RecordFault) {
      return try R(canonical: bytes)
    } catch { throw .lostInvocation("sent something unexpected (\(error.description))") }
  }

  private func write(_ bytes: [UInt8]) throws(RunFault) {
    var sent = 0
    while sent < bytes.count {
      // The pointer is valid for as many bytes as are left.
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.send(descriptor, buffer.baseAddress.map { unsafe $0 + sent }, buffer.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .lostInvocation("is gone") }
      sent += count
    }
  }

  private func read(_ count: Int) throws(RunFault) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var had = 0
    while had < count {
      try awaitInput()
      // The pointer is valid for as many bytes as are missing.
      let taken = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe recv(descriptor, buffer.baseAddress.map { unsafe $0 + had }, count - had, 0)
      }
      if taken < 0, errno == EINTR { continue }
      guard taken > 0 else { return nil }
      had += taken
    }
    return bytes
  }

  private func awaitInput() throws(RunFault) {
    while true {
      try wait()
      var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if unsafe poll(&polled, 1, 50) > 0 { return }
    }
  }
}
