internal import CKernels

/// How a thread rounds: the state that a library built with unsafe options may have changed behind everyone's back.
///
/// Kernels pin it to the default while they run, so it cannot change their results; it belongs into a fingerprint because it
/// changes everybody else's.
public struct FloatingPointEnvironment: Equatable, Sendable {
  /// The control bits of MXCSR (x86-64) or FPCR (arm64).
  public let control: UInt64

  /// The calling thread's state.
  public static var current: FloatingPointEnvironment { FloatingPointEnvironment(control: ek_control_register()) }

  /// The state that kernels compute in: nearest even, subnormals kept.
  public static var pinned: FloatingPointEnvironment { FloatingPointEnvironment(control: ek_pinned_control_register()) }

  #if arch(x86_64)
    /// Whether results that would be subnormal become zero.
    public var flushesSubnormalResults: Bool { control & 0x8000 != 0 }
    /// Whether operands that are subnormal count as zero.
    public var ignoresSubnormalOperands: Bool { control & 0x0040 != 0 }
    /// Whether rounding is to nearest, ties to even.
    public var roundsToNearest: Bool { control & 0x6000 == 0 }
  #else
    /// Whether results that would be subnormal become zero.
    public var flushesSubnormalResults: Bool { control & 0x0100_0000 != 0 }
    /// Whether operands that are subnormal count as zero.
    public var ignoresSubnormalOperands: Bool { flushesSubnormalResults }
    /// Whether rounding is to nearest, ties to even.
    public var roundsToNearest: Bool { control & 0x00c0_0000 == 0 }
  #endif
}
