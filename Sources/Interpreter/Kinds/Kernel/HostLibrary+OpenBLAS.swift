internal import Kernels
internal import Record

extension HostLibrary {
  /// OpenBLAS: the bits of a vendor's product follow from its version, its build and the core that it takes the processor for.
  static let openblas = HostLibrary("openblas", fields: [("version", .result), ("config", .result), ("core", .result)]) {
    () throws(RunFault) in
    try orFault { () throws(KernelError) in
      let library = try OpenBLAS(threads: nil)
      return ["version": library.version, "config": library.config, "core": library.core]
    }
  }
}
