internal import CSystem
internal import Glibc
internal import Kernels

/// Messages over TCP on the loopback network, to a thread of this process.
///
/// The output is the checksum of the bytes that came: back to the sender, or to the far end.
@safe final class LoopbackKernel: SystemKernel {
  let cost: OperationCost
  var output: UInt64?
  private let link: OpaquePointer
  private let sent: Pages
  private let came: Pages

  init(echoes: Bool, _ values: [String: Int], _ cost: OperationCost, _ stream: inout RandomStream) throws(KernelError) {
    let (size, messages) = (values["size"] ?? 1, values["messages"] ?? 1)
    self.cost = cost
    sent = try Pages(size * messages)
    came = try Pages(size * messages)
    sent.fill(from: stream.next())
    var error: CInt = 0
    guard let link = unsafe csystem_loopback_open(size, messages, echoes ? 1 : 0, &error) else {
      throw .system(error, "there is no connection over 127.0.0.1", hint: "bring the loopback interface up")
    }
    unsafe self.link = link
  }

  deinit { unsafe csystem_loopback_close(link) }

  func run() throws(KernelError) {
    output = nil
    let error = unsafe csystem_loopback_run(link, sent.start, came.start)
    guard error != 0 else { return }
    throw .system(error, "the connection over 127.0.0.1 broke", hint: "run again, on a host that is not short of memory")
  }

  func received() -> UInt64 {
    defer { came.clear() }
    return came.checksum
  }
}
