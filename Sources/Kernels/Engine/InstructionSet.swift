internal import CKernels

/// A set of vector instructions that kernels are compiled for; every set gives the same bits.
public enum InstructionSet: String, Sendable, CaseIterable, Codable {
  /// The baseline of x86-64: fused operations are emulated exactly, so correct but slow.
  case sse2
  /// AVX2 with FMA, 256 bits.
  case avx2
  /// AVX-512 F, VL, DQ and BW, 512 bits.
  case avx512
  /// The baseline of arm64, 128 bits.
  case neon

  /// The sets that this processor and operating system can run, narrowest first.
  public static var supported: [InstructionSet] {
    allCases.filter { ek_isa_supported($0.number) != 0 }
  }

  /// The widest set that this processor can run.
  public static var widest: InstructionSet { supported.last ?? .sse2 }

  /// The number that the C kernels know the set by.
  var number: CInt {
    switch self {
    case .sse2: CInt(EK_SSE2)
    case .avx2: CInt(EK_AVX2)
    case .avx512: CInt(EK_AVX512)
    case .neon: CInt(EK_NEON)
    }
  }
}
