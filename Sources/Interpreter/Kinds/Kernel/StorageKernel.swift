internal import Attest
internal import CSystem
internal import Glibc
internal import Kernels

/// Reads or writes of all blocks of a file that has no name, so that nothing of it stays, however the process ends.
///
/// The output is the checksum of the file's bytes: of those that the reads delivered, or of those that stand in the file after the writes.
final class StorageKernel: SystemKernel {
  enum Direction { case read, write }

  let cost: OperationCost
  var output: UInt64?
  private let direction: Direction
  private let values: [String: Int]
  private let order: [UInt64]
  private let file: OpenFile
  private let bytes: Pages
  /// Where the file was made.
  private let folder: String

  init(_ direction: Direction, _ values: [String: Int], _ cost: OperationCost, _ stream: inout RandomStream) throws(KernelError) {
    self.direction = direction
    self.values = values
    self.cost = cost
    bytes = try Pages(Int(cost.bytes))
    bytes.fill(from: stream.next())
    var order = (0..<UInt64(values["blocks"] ?? 1)).map { $0 }
    if values["random"] == 1 { stream.shuffle(&order) }
    self.order = order
    let scratch: ScratchFolder
    do throws(RunFault) {
      scratch = try ScratchFolder()
    } catch { throw KernelError(.systemRefused, error.message, hint: error.help ?? "set TMPDIR") }
    folder = parentFolder(of: scratch.path)
    // The name goes with the scratch folder before the first byte is written; the file lives as long as it is open.
    file = try StorageKernel.file(in: scratch, isDirect: values["direct"] == 1)
    try layOut()
  }

  private static func file(in scratch: ScratchFolder, isDirect: Bool) throws(KernelError) -> OpenFile {
    do throws(SystemError) {
      let flags = O_RDWR | O_CREAT | (isDirect ? csystem_direct_flag() : 0)
      return try OpenFile.open("\(scratch.path)/blocks", flags: flags, mode: 0o600)
    } catch {
      guard isDirect else {
        throw .system(error.number, "cannot make a file in \(scratch.path)", hint: "set TMPDIR to a folder that can be written to")
      }
      throw .system(
        error.number, "the file system of \(scratch.path) has no direct input and output",
        hint: "use `direct: 0`, or set TMPDIR to a folder on a disk")
    }
  }

  /// Writes the file once, so that a repetition meets blocks that are there.
  private func layOut() throws(KernelError) {
    try transfer(writes: true, depth: 1, sync: CInt(CSYSTEM_SYNC_END))
    if direction == .read { bytes.clear() }
  }

  func run() throws(KernelError) {
    output = nil
    try transfer(writes: direction == .write, depth: CInt(values["depth"] ?? 1), sync: CInt(values["sync"] ?? 0))
  }

  func received() -> UInt64 {
    guard direction == .write else {
      defer { bytes.clear() }
      return bytes.checksum
    }
    return (try? writtenChecksum()) ?? 0
  }

  /// The file's bytes, read back.
  private func writtenChecksum() throws(KernelError) -> UInt64 {
    let back = try Pages(bytes.count)
    try transfer(writes: false, depth: 1, sync: 0, memory: back)
    return back.checksum
  }

  private func transfer(writes: Bool, depth: CInt, sync: CInt, memory: Pages? = nil) throws(KernelError) {
    // The arrays and the pages live until the call returns.
    let error = unsafe order.withUnsafeBufferPointer { order in
      guard let first = order.baseAddress else { return EINVAL }
      var transfer = unsafe csystem_transfer(
        descriptor: file.descriptor, writes: writes ? 1 : 0, buffer: (memory ?? bytes).start, order: first, count: order.count,
        block: values["block"] ?? 512, depth: depth, sync: sync)
      return unsafe csystem_transfer_blocks(&transfer)
    }
    guard error != 0 else { return }
    throw .system(
      error, "cannot \(writes ? "write" : "read") \(bytes.count) bytes of a file in \(folder)",
      hint: error == EINVAL
        ? "the file system wants larger blocks for direct input and output: make `block` a multiple of 4096"
        : "free some space, or set TMPDIR to a folder on another disk")
  }
}
