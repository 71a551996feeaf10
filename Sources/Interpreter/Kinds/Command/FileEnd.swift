internal import CSystem
internal import Glibc

/// The owner of one end of a pipe, or of a file in memory, that a program is given.
final class FileEnd {
  private(set) var number: Int32

  init(owning number: Int32) { self.number = number }

  deinit { close() }

  func close() {
    guard number >= 0 else { return }
    _ = Glibc.close(number)
    number = -1
  }

  /// A pipe that no program inherits by accident.
  static func pipe() throws(RunFault) -> (reading: FileEnd, writing: FileEnd) {
    var ends: (reading: Int32, writing: Int32) = (-1, -1)
    guard unsafe csystem_pipe(&ends.reading, &ends.writing) == 0 else {
      throw RunFault(.noPipe, "the system gives no pipe", help: "raise `ulimit -n`")
    }
    return (FileEnd(owning: ends.reading), FileEnd(owning: ends.writing))
  }

  /// The reading end of a pipe that holds bytes to their end: they wait in the kernel and in no file.
  ///
  /// - Throws: `tooLarge` where they are more than a pipe holds.
  static func pipe(holding bytes: [UInt8]) throws(RunFault) -> FileEnd {
    let (reading, writing) = try pipe()
    let wanted = max(bytes.count, 1)
    // F_SETPIPE_SZ, which stands behind a feature macro that Swift does not see.
    guard fcntl(writing.number, 1031, Int32(clamping: wanted)) >= wanted else {
      throw RunFault(.tooLarge, "a prompt of \(bytes.count) bytes is more than a pipe holds", help: "shorten it")
    }
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { unsafe write(writing.number, $0.baseAddress?.advanced(by: done), $0.count - done) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw RunFault(.noPipe, "a prompt could not be written to a pipe") }
      done += count
    }
    writing.close()
    return reading
  }

  /// Reads what is there, waiting at most so many milliseconds; `nil` where nothing came, empty at the end.
  func read(upTo limit: Int, waiting milliseconds: Int32) -> [UInt8]? {
    var polled = [pollfd(fd: number, events: Int16(POLLIN), revents: 0)]
    guard unsafe poll(&polled, 1, milliseconds) > 0 else { return nil }
    // The buffer is as long as what is asked for.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      count = unsafe max(0, Glibc.read(number, buffer.baseAddress, buffer.count))
    }
    return bytes
  }

  /// Writes one byte.
  func signal() {
    var byte: UInt8 = 0
    unsafe _ = write(number, &byte, 1)
  }
}
