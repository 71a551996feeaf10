internal import Kernels
internal import Record

extension KernelWork.Tier {
  /// What computes the kernels of the tier; a new backend is a line here.
  var backend: any Backend {
    switch self {
    case .portable: CPUBackend()
    case .vendor: OpenBLASBackend()
    }
  }

  /// The libraries that the backend opens.
  var libraries: Set<HostLibrary> {
    switch self {
    case .portable: []
    case .vendor: [.openblas]
    }
  }
}
