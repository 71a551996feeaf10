import Record
import Testing

@testable import Interpreter

@Suite struct `A reading of a command` {
  private static func value(
    _ place: CommandWork.Reading.Place, _ dimension: Dimension = .number, unit: String? = nil, in text: String
  ) throws -> Double {
    try CommandWork.Reading(name: "x", place: place, unit: unit, dimension: dimension, direction: .higher, origin: .result)
      .value(in: Array(text.utf8))
  }

  private static let after = CommandWork.Reading.Place.line(.init(after: "x:"))

  @Test(arguments: [
    ("x: 12", 12), ("x:\t7", 7), ("x: 1\r\ny: 2", 1), ("  x: 1", 1), ("x: 1,404,928.00", 1_404_928), ("x: 97.5%", 0.975), ("x: +5", 5),
    ("x: .5", 0.5), ("x: -.5e1", -5), ("x: 5.", 5), ("x: \u{2212}3", -3), ("x: 12.3k", 12_300), ("x: 1.5E+08", 150_000_000),
  ])
  func `a plain number stands after its text`(text: String, value: Double) throws {
    #expect(try Self.value(Self.after, in: text) == value)
  }

  @Test(arguments: [
    (Dimension.time, "20 ms", 0.02), (.time, "20ms", 0.02), (.time, "3 us", 3e-6), (.time, "3 \u{3BC}s", 3e-6), (.time, "1.5 sec", 1.5),
    (.bandwidth, "20 GiB/s", 21_474_836_480), (.bandwidth, "3.2 GB/s", 3_200_000_000), (.computing, "1.5E+08 flops", 150_000_000),
    (.computing, "2 GFLOPS", 2_000_000_000), (.information, "12 KiB", 12_288), (.rate, "500 /s", 500), (.energy, "1 kWh", 3_600_000),
  ])
  func `a unit behind the number counts`(dimension: Dimension, text: String, value: Double) throws {
    #expect(try Self.value(Self.after, dimension, in: "x: \(text)") == value)
  }

  @Test func `a pattern finds the number in a line, by its first group, and several readings one line`() throws {
    func value(_ pattern: String, _ occurrence: CommandWork.Reading.Occurrence = .only, in text: String) throws -> Double {
      try Self.value(.pattern(.init(pattern: pattern, occurrence: occurrence)), .bandwidth, in: text)
    }
    let said = "read: 3.2 GB/s, write: 812 MB/s\ndone in 4 s\n"
    #expect(try value("read: ([^,]+)", in: said) == 3_200_000_000)
    #expect(try value("write: (.+)$", in: said) == 812_000_000)
    #expect(try value("[0-9]+ MB/s", in: said) == 812_000_000)
    #expect(try value("r: (.+)", .last, in: "r: 1 B/s\nr: 2 B/s") == 2)
    #expect(throws: RunFault.self) { try value("r: (.+)", in: "r: 1 B/s\nr: 2 B/s") }
    #expect(throws: RunFault.self) { try value("absent (.+)", in: said) }
    #expect(throws: RunFault.self) { try value("done in (.+)", in: said) }
  }

  @Test func `a number without a unit is in the unit that the reading declares, and its own unit goes before`() throws {
    #expect(try Self.value(Self.after, .time, unit: "ms", in: "x: 20") == 0.02)
    #expect(try Self.value(Self.after, .time, unit: "ms", in: "x: 20 s") == 20)
    #expect(try Self.value(Self.after, .bandwidth, unit: "B/s", in: "x: 1,404,928.00k") == 1_404_928_000)
  }

  @Test(arguments: [
    "", "y: 1", "x: ", "x: one", "x: inf", "x: nan", "x: 0x10", "x: 1e999", "x: 1\nx: 1", "x: --1", "x: 1,5", "x: 12,34", "x: 1 234",
    "x: 20 km", "x: 20 ms", "x: 5 6", "x: 3 of 4", "x: 12K", "x: 1_000", "x: 1e", "x: 1.2.3", "x: 20 %%", "x: \u{665}",
  ])
  func `a reading that is not plainly there is refused`(text: String) {
    #expect(throws: RunFault.self) { try Self.value(Self.after, in: text) }
  }

  @Test func `a refusal quotes the line`() throws {
    let fault = #expect(throws: RunFault.self) { try Self.value(Self.after, .time, in: "x: 20 parsecs") }
    #expect(fault?.message.contains("\"parsecs\" behind the number is no unit: \"x: 20 parsecs\"") == true)
  }

  @Test(arguments: [(CommandWork.Reading.Occurrence.first, 1.0), (.last, 3.0)])
  func `one of several lines counts where the reading says which`(_ occurrence: CommandWork.Reading.Occurrence, value: Double) throws {
    let place = CommandWork.Reading.Place.line(.init(after: "x:", occurrence: occurrence))
    #expect(try Self.value(place, in: "x: 1\nx: 2\nx: 3\n") == value)
  }

  @Test func `a word of the line is the number where the reading counts words`() throws {
    let stream = "Function    Best Rate MB/s  Avg time\nTriad:          11937.3     0.013419\n"
    let place = CommandWork.Reading.Place.line(.init(after: "Triad:", field: 2))
    #expect(try Self.value(place, .time, in: stream) == 0.013419)
    #expect(throws: RunFault.self) { try Self.value(.line(.init(after: "Triad:", field: 3)), .time, in: stream) }
  }

  @Test(arguments: [("runs.0.time", 1.25), ("runs.1.time", 0.002), ("n", 3)])
  func `a path finds a number or an amount in JSON`(path: String, value: Double) throws {
    let dimension: Dimension = path == "n" ? .number : .time
    #expect(try Self.value(.json(path), dimension, in: #"{"runs": [{"time": 1.25}, {"time": "2 ms"}], "n": 3}"#) == value)
  }

  @Test(arguments: ["runs.2", "n", "runs", "deep.er", ""]) func `a path to nothing or to no number is refused`(path: String) {
    #expect(throws: RunFault.self) { try Self.value(.json(path), in: #"{"runs": [], "n": true}"#) }
  }

  @Test(arguments: ["name,MB/s\nTriad, 12.5\n", "name\tMB/s\nTriad\t12.5\n", "name   MB/s\nTriad  12.5\n"])
  func `a column is found by its name, whatever separates the cells`(text: String) throws {
    #expect(try Self.value(.column(.init(name: "MB/s")), in: text) == 12.5)
  }

  @Test(arguments: ["", "a,b\n", "a,b\n1,2\n3,4\n", "a,c\n1,2\n", "a,b\n1\n"])
  func `a column that is not plainly there is refused`(text: String) {
    #expect(throws: RunFault.self) { try Self.value(.column(.init(name: "b")), in: text) }
  }
}
