import TestSupport

extension SeededGenerator {
  /// An integer of a random width, so that small and large ones are equally likely.
  mutating func integer() -> Int128 {
    let width = next() % 127
    let high = Int128(next()) << 63 ^ Int128(next())
    let value = high & ((Int128(1) << Int128(width)) - 1)
    return next() % 2 == 0 ? value : -value
  }
}
