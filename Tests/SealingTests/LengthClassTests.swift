import Sealing
import Testing

@Suite struct `A length class` {
  @Test(arguments: [
    (0, 1024), (1, 1024), (1024, 1024), (1025, 2048), (2048, 2048), (40_000, 65_536), (65_536, 65_536), (65_537, 67_584),
    (100_000, 100_352), (1_000_000, 1_015_808),
  ])
  func `holds every length up to its own`(count: Int, length: Int) {
    #expect(LengthClass.length(for: count) == length)
  }

  @Test func `grows with the length, and adds at most 12 % to long secrets`() {
    var last = 0
    for count in stride(from: 1, through: 300_000, by: 7) {
      let length = LengthClass.length(for: count)
      #expect(length >= count && length >= last && LengthClass.length(for: length) == length)
      if count > 65_536 { #expect(Double(length) < 1.12 * Double(count)) }
      last = length
    }
  }

  @Test(arguments: [0, 1, 700, 1022, 1023, 1024, 5000, 70_000])
  func `gives back what was filled up, also where it ends with zeros or marks`(count: Int) {
    for tail in [[], [0], [0x80], [0x80, 0]] as [[UInt8]] {
      let secret = [UInt8](repeating: 7, count: count) + tail
      let filled = LengthClass.filled(secret)
      #expect(LengthClass.secret(in: filled) == secret && filled.count == LengthClass.length(for: secret.count + 1))
    }
  }

  @Test func `refuses what is no secret of its class`() {
    let filled = LengthClass.filled([1, 2, 3])
    #expect(LengthClass.secret(in: []) == nil && LengthClass.secret(in: [0, 0]) == nil)
    #expect(LengthClass.secret(in: filled + [0]) == nil && LengthClass.secret(in: Array(filled.dropLast())) == nil)
    #expect(LengthClass.secret(in: [UInt8](repeating: 1, count: 1024)) == nil)
  }
}
