internal import Kernels
internal import Record

extension KernelWork {
  /// What executes it: the system what is the system's, and else the tier's backend.
  var backend: any Backend { (try? Operation.named(operation))?.isOfSystem == true ? SystemBackend() : tier.backend }
}

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
