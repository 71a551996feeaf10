internal import Record

extension KindExecutor {
  /// An operation of the catalogue: the portable tier promises bits, the vendor tier an error bound.
  static func kernel(_ work: KernelWork) -> KindExecutor {
    switch work.tier {
    case .portable:
      KindExecutor(
        execute: { (context, bench) throws(RunFault) in try executeKernel(work, context, bench) }, recheck: .executed)
    case .vendor:
      KindExecutor(
        execute: { (context, bench) throws(RunFault) in try executeVendorKernel(work, context, bench) }, recheck: .bounded,
        libraries: [.openblas])
    }
  }
}
