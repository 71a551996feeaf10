import Kernels
import TestSupport
import Testing

@Suite struct ExactAccumulatorTests {
  enum Kind: CaseIterable {
    case plain, wide, subnormal, huge, cancelling

    func numbers(_ count: Int, _ stream: inout RandomStream) -> [Double] {
      let some = (0..<count).map { _ -> Double in
        switch self {
        case .plain, .cancelling: stream.uniform() * 2 - 1
        case .wide: Double(bitPattern: stream.next() & 0xbfff_ffff_ffff_ffff)
        case .subnormal: Double(bitPattern: stream.next() & 0x800f_ffff_ffff_ffff)
        case .huge: Double(bitPattern: stream.next() & 0x800f_ffff_ffff_ffff | 0x7fe0_0000_0000_0000)
        }
      }
      return self == .cancelling ? some + some.map { -$0 } + [0x1p-1074] : some
    }
  }

  @Test(arguments: Kind.allCases, [0, 1, 63, 64, 2047, 2048, 2049, 9000])
  func `neither order nor shards change the state`(kind: Kind, count: Int) {
    let seed = UInt64.random(in: 0...UInt64.max)
    var stream = testStream(seed)
    var numbers = kind.numbers(count, &stream)
    var long = LongSum()
    for number in numbers { long.add(number) }
    #expect(ExactAccumulator(numbers).state == long.state, "seed \(seed)")
    stream.shuffle(&numbers)
    #expect(ExactAccumulator(numbers).state == long.state, "seed \(seed)")
    let cut = Int(stream.integer(below: UInt64(numbers.count + 1)))
    var shards = ExactAccumulator(numbers[cut...])
    shards.merge(ExactAccumulator(numbers[..<cut]))
    #expect(shards.state == long.state, "seed \(seed)")
    var single = ExactAccumulator()
    for number in numbers.prefix(300) { single.add(number) }
    #expect(single == ExactAccumulator(numbers.prefix(300)), "seed \(seed)")
  }

  @Test(arguments: Kind.allCases)
  func `a lost or changed number changes the state`(kind: Kind) {
    var stream = testStream(5)
    let numbers = kind.numbers(500, &stream).map { $0 == 0 ? 1 : $0 }
    #expect(ExactAccumulator(numbers.dropLast()) != ExactAccumulator(numbers))
    #expect(ExactAccumulator(numbers.dropLast() + [numbers[499].nextUp]) != ExactAccumulator(numbers))
  }

  @Test func `a state can be stored and goes on`() throws {
    var stream = testStream(6)
    let numbers = Kind.wide.numbers(4000, &stream)
    var restored = try ExactAccumulator(state: ExactAccumulator(numbers.prefix(1234)).state)
    for number in numbers.dropFirst(1234) { restored.add(number) }
    #expect(restored == ExactAccumulator(numbers))
  }

  @Test(arguments: [0, 279, 281])
  func `bytes of another length are no state`(length: Int) {
    let error = #expect(throws: KernelError.self) { try ExactAccumulator(state: [UInt8](repeating: 0, count: length)) }
    #expect(error?.code == .invalidData)
  }

  @Test(arguments: [272, 273, 279])
  func `unknown bits are no state`(place: Int) {
    var state = ExactAccumulator().state
    state[place] = 8
    #expect(throws: KernelError.self) { try ExactAccumulator(state: state) }
  }

  @Test(
    arguments: [
      ([], 0), ([-0.0], 0), ([1, -1], 0), ([.infinity, 1], .infinity), ([-.infinity, 1e308], -.infinity),
      ([.greatestFiniteMagnitude, .greatestFiniteMagnitude], .infinity), ([.greatestFiniteMagnitude, 0x1p969], .greatestFiniteMagnitude),
      ([.greatestFiniteMagnitude, 0x1p970], .infinity), ([.greatestFiniteMagnitude, 0x1p970, -0x1p-1074], .greatestFiniteMagnitude),
      ([1e308, 1e308, -1e308, -1e308, 1.5], 1.5), ([1, 0x1p-53, 0x1p-1000], 1 + 0x1p-52), ([-1, -0x1p-53], -1),
    ] as [([Double], Double)])
  func `a sum is rounded once, to nearest even`(numbers: [Double], sum: Double) {
    #expect(ExactAccumulator(numbers).value.bitPattern == sum.bitPattern)
  }

  @Test func `a NaN stays, and opposite infinities make one`() {
    #expect(ExactAccumulator([1, .nan]).value.bitPattern == 0x7ff8_0000_0000_0000)
    #expect(ExactAccumulator([.infinity, -.infinity]).value.isNaN)
    #expect(ExactAccumulator([.nan, 2]).state == ExactAccumulator([2, -.nan]).state)
  }

  @Test(
    .enabled(if: findProgram("python3") != nil, "python3 is not installed"),
    arguments: [Kind.plain, .wide, .subnormal, .cancelling])
  func `Python's math.fsum gives the same values`(kind: Kind) throws {
    let python = try #require(findProgram("python3"))
    let seed = UInt64.random(in: 0...UInt64.max)
    var stream = testStream(seed)
    let lists = (0..<20).map { kind.numbers(1 + 17 * $0, &stream) }
    let words = lists.map { $0.map { String($0.bitPattern) }.joined(separator: ",") }
    let program = """
      import math, struct, sys
      number = lambda w: struct.unpack("<d", struct.pack("<Q", int(w)))[0]
      for line in sys.argv[1:]:
          print(struct.unpack("<Q", struct.pack("<d", math.fsum(map(number, line.split(",")))))[0])
      """
    let finished = try run(python, ["-c", program] + words)
    let expected = lists.map { String(ExactAccumulator($0).value.bitPattern) }
    #expect(finished.status == 0 && finished.output.split(separator: "\n").map(String.init) == expected, "seed \(seed)")
  }
}
