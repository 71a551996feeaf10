import Testing

@testable import Interpreter
@testable import Kernels

@Suite struct `Where two files part` {
  private func bytes(_ numbers: [Float]) -> [UInt8] { numbers.flatMap { littleEndianBytes($0.bitPattern) } }

  @Test func `is the first element, told in decimal, in hexadecimal and in ULPs`() {
    let parting = Parting(ElementType.f32, recorded: bytes([1, 0.1, 3]), here: bytes([1, Float(0.1).nextUp.nextUp, 4]))
    #expect(parting == Parting(place: "[1]", recorded: "0.1 (0x3dcccccd)", here: "0.10000002 (0x3dcccccf)", distance: "2 ULPs"))
    #expect(Parting(ElementType.f32, recorded: bytes([1]), here: bytes([1])) == nil)
  }

  @Test func `counts ULPs across zero, and none to a NaN or between integers`() {
    let tiny = Float.leastNonzeroMagnitude
    #expect(Element(-tiny).distance(to: Element(tiny)) == "2 ULPs")
    #expect(Element(Float(0)).distance(to: Element(-Float(0))) == "0 ULPs")
    #expect(Element(Float.nan).distance(to: Element(tiny)) == nil)
    #expect(Element(-Double.infinity).distance(to: Element(Double.infinity)) != nil)
    let rows = Parting(ElementType.u32, recorded: [1, 0, 0, 0, 2, 0, 0, 0], here: [1, 0, 0, 0, 5, 0, 0, 0])
    #expect(rows == Parting(place: "[1]", recorded: "2 (0x00000002)", here: "5 (0x00000005)", distance: nil))
  }

  @Test func `may be the end of one`() {
    #expect(Parting(ElementType.f32, recorded: bytes([1, 2]), here: bytes([1]))?.here == "ends after 1 elements")
    #expect(Parting(recorded: [1.0], here: [1.0, 2.0])?.recorded == "ends after 1")
    #expect(Parting(recorded: Array("ab".utf8), here: Array("a".utf8))?.here == "ends after 1 byte")
    // Half an element at the end is none.
    #expect(Parting(ElementType.f32, recorded: [1, 2, 3], here: [1, 2, 3, 4])?.recorded == "ends after 0 elements")
  }

  @Test func `of texts is a line`() {
    let parting = Parting(recorded: Array("one\ntwo\nthree".utf8), here: Array("one\ntwa\nthree".utf8))
    #expect(parting == Parting(place: "line 2, byte 3", recorded: "two", here: "twa", distance: nil))
  }

  @Test func `of texts is a line also where one text ends in an earlier line`() {
    #expect(Parting(recorded: Array("a".utf8), here: Array("a\nb".utf8))?.recorded == "ends after 1 byte")
    #expect(Parting(recorded: [], here: Array("b".utf8))?.here == "b")
  }

  @Test func `of weights is a tensor and an element in it`() throws {
    func file(_ elements: [Float]) throws -> [UInt8] {
      try SafetensorsFile([
        .init(name: "a.bias", shape: [2], elements: [1, 2]), .init(name: "a.weight", shape: [2, 3], elements: elements),
      ]).bytes()
    }
    let parting = Parting(weights: try file([0, 1, 2, 3, 4, 5]), here: try file([0, 1, 2, 3, 4, 6]))
    #expect(parting?.place == ".a.weight[1, 2]")
    #expect(parting?.recorded == "5.0 (0x40a00000)" && parting?.here == "6.0 (0x40c00000)")
    #expect(Parting(weights: Array("no weights".utf8), here: try file([0, 1, 2, 3, 4, 5]))?.place == "line 1, byte 1")
  }
}
