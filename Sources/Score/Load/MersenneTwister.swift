/// The Mersenne Twister of 32 bits (Matsumoto and Nishimura 1998), as C++ has it in `std::mt19937`.
public struct MersenneTwister: Sendable {
  private var state: [UInt32]
  private var place = 624

  /// The generator of a seed; C++ takes the low 32 bits.
  public init(seed: UInt64) {
    state = [UInt32(truncatingIfNeeded: seed)]
    state.reserveCapacity(624)
    for index in 1..<624 {
      let last = state[index - 1]
      state.append(1_812_433_253 &* (last ^ (last >> 30)) &+ UInt32(index))
    }
  }

  /// The next 32 bits.
  public mutating func next() -> UInt32 {
    if place == 624 { twist() }
    var word = state[place]
    place += 1
    word ^= word >> 11
    word ^= (word << 7) & 0x9D2C_5680
    word ^= (word << 15) & 0xEFC6_0000
    return word ^ (word >> 18)
  }

  private mutating func twist() {
    for index in 0..<624 {
      let word = (state[index] & 0x8000_0000) | (state[(index + 1) % 624] & 0x7FFF_FFFF)
      state[index] = state[(index + 397) % 624] ^ (word >> 1) ^ (word & 1 == 1 ? 0x9908_B0DF : 0)
    }
    place = 0
  }

  /// A whole number below a bound, each equally likely; as libstdc++ draws it (Lemire's method since GCC 11); 0 below a bound of 0.
  public mutating func integer(below bound: UInt32) -> UInt32 {
    guard bound > 0 else { return 0 }
    let threshold = (0 &- bound) % bound
    while true {
      let product = next().multipliedFullWidth(by: bound)
      if product.low >= threshold { return product.high }
    }
  }

  /// A double in 0 ..< 1 of 64 bits, the first word low.
  public mutating func uniform() -> Double {
    let low = Double(next())
    return min((low + Double(next()) * 0x1p32) * 0x1p-64, 1 - 0x1p-53)
  }

  /// Puts elements into a random order as `std::shuffle` of libstdc++ does, two places for each draw; at most 65,535 elements.
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    let count = elements.count
    guard count > 1 else { return }
    guard count < 1 << 16 else {
      for index in 1..<count { elements.swapAt(index, Int(integer(below: UInt32(clamping: index + 1)))) }
      return
    }
    var index = 1
    if count.isMultiple(of: 2) {
      elements.swapAt(1, Int(integer(below: 2)))
      index = 2
    }
    while index < count {
      let places = UInt32(index + 1)
      let draw = integer(below: places * (places + 1))
      elements.swapAt(index, Int(draw / (places + 1)))
      elements.swapAt(index + 1, Int(draw % (places + 1)))
      index += 2
    }
  }
}
