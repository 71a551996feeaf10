internal import Attest
internal import Kernels
internal import Record

extension TrialContext {
  /// The stream for a purpose of this trial, at its beginning.
  func stream(_ purpose: String) throws(RunFault) -> RandomStream {
    let key = try streamKey(purpose)
    return try orFault { () throws(KernelError) in RandomStream(try StreamKey(digest: key.bytes)) }
  }

  /// The threads and instruction set that this trial computes with.
  func engine() throws(RunFault) -> Engine {
    try orFault { () throws(KernelError) in
      try Engine(instructionSet: InstructionSet(rawValue: host.isa), threads: host.threads)
    }
  }
}
