import CKernels
import Kernels
import Testing

@Suite struct FloatingPointEnvironmentTests {
  @Test func `a thread that flushes subnormals or rounds upward changes no result, and gets its state back`() throws {
    let engine = try Engine(threads: 2)
    let tiny = [Float](repeating: 1e-30, count: 6400)
    let shape = ProductShape(m: 80, n: 80, k: 80)
    let before = ek_control_register()
    #if arch(x86_64)
      ek_set_control_register(0x1f80 | 0x8040 | 0x4000)
    #else
      ek_set_control_register(0x0100_0000 | 0x0040_0000)
    #endif
    defer { ek_set_control_register(before) }
    let changed = FloatingPointEnvironment.current
    let found = Result { bits(try engine.product(shape, tiny, [Float](repeating: 1e-12, count: 6400))) }
    let after = FloatingPointEnvironment.current
    ek_set_control_register(before)
    let expected = bits(try engine.product(shape, tiny, [Float](repeating: 1e-12, count: 6400)))
    #expect(changed.flushesSubnormalResults && changed.ignoresSubnormalOperands && !changed.roundsToNearest)
    #expect(after == changed)
    #expect(try found.get() == expected)
    #expect(expected.contains { $0 != 0 && $0 < 0x0080_0000 })
  }

  @Test func `the pinned state rounds to nearest and keeps subnormals`() {
    let pinned = FloatingPointEnvironment.pinned
    #expect(pinned.roundsToNearest && !pinned.flushesSubnormalResults && !pinned.ignoresSubnormalOperands)
  }
}
