internal import Attest
internal import Kernels
internal import Record

extension HostLibrary {
  /// OpenBLAS: the bits of a vendor's product follow from its version, its build and the core that it takes the processor for.
  static let openblas = HostLibrary(
    "openblas", fields: ["version", "config", "core", "threads", "probe.vendor.gemm.f32", "probe.vendor.gemm.f64"]
  ) { () throws(RunFault) in
    try orFault { () throws(KernelError) in
      let library = try OpenBLAS(threads: nil)
      return [
        "version": library.version, "config": library.config, "core": library.core, "threads": "\(library.threads)",
        "probe.vendor.gemm.f32": try library.probe(.f32), "probe.vendor.gemm.f64": try library.probe(.f64),
      ]
    }
  }
}

extension OpenBLAS {
  /// The beginning of the SHA-256 of a product of 24 x 300 by 300 x 20 numbers in [-1, 1), which sums up in many orders.
  fileprivate borrowing func probe(_ type: ElementType) throws(KernelError) -> String {
    let shape = ProductShape(m: 24, n: 20, k: 300)
    let (left, right) = (OpenBLAS.numbers(24 * 300, type, from: 1), OpenBLAS.numbers(300 * 20, type, from: 2))
    var product = [UInt8](repeating: 0, count: 24 * 20 * type.size)
    var bytes = product.mutableSpan
    // Any bytes are bytes: nothing else can be written through the span.
    var raw = unsafe bytes.mutableBytes
    try unsafe multiply(.gemm, shape, type, left.span.bytes, right.span.bytes, into: &raw)
    return String(SHA256.digest(of: product).hex.prefix(16))
  }

  /// Numbers of a linear congruence (Knuth's MMIX), as bytes.
  private static func numbers(_ count: Int, _ type: ElementType, from seed: UInt64) -> [UInt8] {
    var state = seed
    var bytes: [UInt8] = []
    for _ in 0..<count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // The highest 24 bits: exact in both types.
      let number = Double(Int64(state >> 40) - (1 << 23)) / Double(1 << 23)
      let pattern = type == .f32 ? UInt64(Float(number).bitPattern) : number.bitPattern
      for byte in 0..<type.size { bytes.append(UInt8(truncatingIfNeeded: pattern >> (8 * UInt64(byte)))) }
    }
    return bytes
  }
}
