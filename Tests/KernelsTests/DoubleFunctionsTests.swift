import Glibc
import Kernels
import Testing

@Suite struct DoubleFunctionsTests {
  @Test func `sine and cosine lie within two units of 2^-53 of the system's`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var stream = testStream(seed)
    for scale in [1.0, 10, 1000, 0x1p20] {
      for _ in 0..<2000 {
        let x = (stream.uniform() * 2 - 1) * scale
        #expect(abs(DoubleFunctions.sine(x) - sin(x)) <= 0x1p-52, "\(x), seed \(seed)")
        #expect(abs(DoubleFunctions.cosine(x) - cos(x)) <= 0x1p-52, "\(x), seed \(seed)")
      }
    }
  }

  @Test(arguments: [(0.0, 0x0 as UInt64), (-0.0, 0x8000_0000_0000_0000), (0x1p-1070, 16), (0.5, 0x3fde_aee8_744b_05f0)])
  func `sines have known bits`(x: Double, bits: UInt64) {
    #expect(DoubleFunctions.sine(x).bitPattern == bits)
  }

  @Test(arguments: [0x1p20.nextUp, -0x1p21, .infinity, .nan])
  func `an angle beyond the domain has no sine`(x: Double) {
    #expect(DoubleFunctions.sine(x).bitPattern == 0x7ff8_0000_0000_0000)
    #expect(DoubleFunctions.cosine(x).bitPattern == 0x7ff8_0000_0000_0000)
  }

  @Test(arguments: [1, 2, 3, 7, 8, 12, 1000, 4096] as [UInt64])
  func `shares of a turn agree with the reference and mirror exactly`(n: UInt64) {
    for j in 0..<n {
      let (cosine, sine) = DoubleFunctions.turn(j, of: n)
      let expected = Reference.turn(Int(j), Int(n))
      #expect(cosine.bitPattern == expected.cosine.bitPattern && sine.bitPattern == expected.sine.bitPattern)
      let mirror = DoubleFunctions.turn((n - j) % n, of: n)
      #expect(cosine == mirror.cosine && sine == -mirror.sine)
      // The angle that the system gets is itself rounded.
      #expect(abs(cosine - cos(2 * .pi * Double(j) / Double(n))) <= 0x1p-49)
    }
    #expect(DoubleFunctions.turn(0, of: n) == (1, 0))
  }
}
