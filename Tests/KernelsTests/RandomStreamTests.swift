import Kernels
import Testing

@Suite struct RandomStreamTests {
  struct KnownAnswer: Sendable {
    let counter: [4 of UInt32]
    let key: [2 of UInt32]
    let words: [UInt32]
  }

  /// From Random123's kat_vectors, philox4x32 10.
  static let knownAnswers = [
    KnownAnswer(
      counter: [0, 0, 0, 0], key: [0, 0], words: [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
    KnownAnswer(
      counter: [.max, .max, .max, .max], key: [.max, .max],
      words: [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
    KnownAnswer(
      counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], key: [0xa409_3822, 0x299f_31d0],
      words: [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]),
  ]

  @Test(arguments: 0..<3)
  func `Philox agrees with Random123`(index: Int) {
    let answer = RandomStreamTests.knownAnswers[index]
    let block = Philox.block(key: answer.key, counter: answer.counter)
    #expect([block[0], block[1], block[2], block[3]] == answer.words)
  }

  @Test func `a key is the first sixteen bytes of a digest, little endian`() throws {
    let key = try StreamKey(digest: (0..<32).map { UInt8($0) })
    #expect(key == StreamKey(key: 0x0706_0504_0302_0100, high: 0x0f0e_0d0c_0b0a_0908))
    #expect(throws: KernelError.self) { try StreamKey(digest: [1, 2, 3]) }
  }

  @Test func `words drawn one by one are those of the counter, and are counted`() {
    var near = RandomStream(StreamKey(key: 0, high: 0))
    let words = (0..<6).map { _ in near.nextWord() }
    #expect(Array(words.prefix(4)) == RandomStreamTests.knownAnswers[0].words)
    #expect(near.drawn == 6)
    var resumed = RandomStream(StreamKey(key: 0, high: 0), drawn: 5)
    #expect(resumed.nextWord() == words[5])
  }

  @Test func `bulk fills draw the same words as single draws`() throws {
    let engine = try Engine(threads: 3)
    let operation = try Operation.named("random-uniform")
    var bulk = testStream(31)
    var single = bulk
    let kernel = try operation.prepare(type: .f32, parameters: ["n": 40_001], stream: &bulk, engine: engine)
    let expected = (0..<40_001).map { _ in (Float(single.nextWord() >> 8) * 0x1p-24).bitPattern }
    let found = kernel.withOutputBytes { bytes in (0..<40_001).map { bytes.unsafeFloat(at: $0).bitPattern } }
    #expect(found == expected)
    #expect(bulk.drawn == single.drawn)
  }

  @Test func `normal numbers have the moments of the normal distribution`() throws {
    let engine = try Engine()
    var stream = testStream(32)
    let kernel = try Operation.named("random-normal").prepare(
      type: .f32, parameters: ["n": 20_000], stream: &stream, engine: engine)
    let x = kernel.withOutputBytes { bytes in (0..<20_000).map { Double(bytes.unsafeFloat(at: $0)) } }
    let mean = x.reduce(0, +) / 20_000
    let variance = x.reduce(0) { $0 + $1 * $1 } / 20_000
    #expect(abs(mean) < 0.03 && abs(variance - 1) < 0.05)
  }

  @Test func `the normal quantile agrees with known digits`() {
    #expect(abs(DoubleFunctions.normalQuantile(0.975) - 1.959_963_984_540_054) < 1e-14)
    #expect(abs(DoubleFunctions.normalQuantile(1e-12) + 7.034_483_825_301_132) < 1e-13)
    #expect(DoubleFunctions.normalQuantile(0.5) == 0)
  }

  @Test func `integers below a bound stay below it and a shuffle is a permutation`() {
    var stream = testStream(33)
    #expect((0..<500).allSatisfy { _ in stream.integer(below: 7) < 7 })
    #expect(stream.integer(below: 0) == 0)
    var order = Array(0..<100)
    stream.shuffle(&order)
    #expect(order != Array(0..<100) && order.sorted() == Array(0..<100))
  }
}
