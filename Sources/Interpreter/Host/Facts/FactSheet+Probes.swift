internal import Attest
internal import Glibc
internal import Kernels
internal import Record

extension FactSheet {
  /// The numeric probes on one thread of the widest instruction set: equal probes predict equal bits in the portable tier.
  mutating func addProbes(_ sources: HostSources) {
    guard sources.runsNumericProbes else { return }
    note("probe.program.libm.f64", text: libmDigest, orAbsent: "")
    let engine: Engine
    do {
      engine = try Engine(threads: 1)
    } catch {
      note("probe.portable", nil, orAbsent: error.message)
      return
    }
    for probe in NumericProbe.all {
      do {
        let found = try probe.run(on: engine)
        note("probe.\(probe.name)", text: found.description, orAbsent: "")
        taint("numeric-probe-differs", if: found != probe.expected)
      } catch {
        note("probe.\(probe.name)", nil, orAbsent: error.message)
      }
    }
  }

  /// The beginning of the SHA-256 of what the C library's functions give for 256 arguments each, as programs call them.
  private var libmDigest: String {
    var bytes: [UInt8] = []
    for step in 1...256 {
      let x = Double(step) * 0.0473
      for value in [exp(x), log(x), sin(x), cos(x), tan(x), tanh(x), pow(x, 1.7), cbrt(x), erf(x), lgamma(x)] {
        for byte in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64(byte)))) }
      }
    }
    return String(SHA256.digest(of: bytes).hex.prefix(16))
  }
}
