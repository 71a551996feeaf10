import Kernels
import Record
import TestSupport
import Testing

@testable import Interpreter

@Suite struct DatasetTests {
  private func format(_ scale: Rational? = nil) -> InputPlan.Format {
    InputPlan.Format("csv", Settings().with(CSVFormat.label, .some("label")).with(CSVFormat.scale, scale))
  }

  private func table(_ csv: String, classes: Int = 3, scale: Rational? = nil) throws -> LabelledTable {
    try LabelledTable(csv: Array(csv.utf8), name: "d", format: format(scale), classes: classes)
  }

  @Test func `reads numbers and classes, with the scale, in any column order`() throws {
    let table = try table("a,label,b\n1,2,-3.5\r\n4e1,0,0.25\n", scale: Rational(1, over: 2))
    #expect(table.columns == 2)
    #expect(table.labels == [2, 0])
    #expect(table.features == [0.5, -1.75, 20, 0.125])
    #expect(try self.table("a,label\n1,2") == self.table("a,label\n1,2\n"), "the last line feed may be absent")
  }

  @Test func `reads quoted fields`() throws {
    #expect(try table("\"a\nb\",\"label\"\n\"7\",\"1\"\n").features == [7])
    var reader = CSVReader(Array("\"say \"\"hi\"\", you\",x\n".utf8))
    #expect(try reader.next())
    #expect(reader.fields.map { reader.text($0) } == ["say \"hi\", you", "x"])
  }

  @Test(arguments: [
    ("", "d:1:1: the file is empty"),
    ("a,b\n1,2\n", "d:1:1: no column is called `label`"),
    ("label,label\n1,2\n", "d:1:1: 2 columns are called `label`"),
    ("label\n1\n", "d:1:1: there is no column but the label"),
    ("a,label\n1\n", "d:2:1: 1 field where the header has 2"),
    ("a,label\n1,2,3\n", "d:2:1: 3 fields where the header has 2"),
    ("a,label\n1,3\n", "d:2:3: expected a class from 0 to 2, found `3`"),
    ("a,label\n1,-1\n", "d:2:3: expected a class from 0 to 2, found `-1`"),
    ("a,label\n1,1.0\n", "d:2:3: expected a class from 0 to 2, found `1.0`"),
    ("a,label\n1,1\n12,2\nx,0\n", "d:4:1: expected a number, found `x`"),
    ("a,label\nnan,0\n", "d:2:1: expected a number, found `nan`"),
    ("a,label\ninf,0\n", "d:2:1: expected a number, found `inf`"),
    ("a,label\n0x10,0\n", "d:2:1: expected a number, found `0x10`"),
    ("a,label\n 1,0\n", "d:2:1: expected a number, found ` 1`"),
    ("a,label\n,0\n", "d:2:1: expected a number, found ``"),
    ("a,label\n1.,0\n", "d:2:1: expected a number, found `1.`"),
    ("a,label\n1e999,0\n", "d:2:1: expected a number, found `1e999`"),
    ("a,label\n1e300,0\n", "d:2:1: the number is too large for single precision"),
    ("a,label\n\n1,0\n", "d:2:1: an empty line"),
    ("a,label\r1,0\r", "d:1:8: a carriage return without a line feed"),
    ("a,label\n\"1,0\n", "d:2:1: a quoted field that is never closed"),
    ("a,label\n\"1\"2,0\n", "d:2:4: text after a closing quote"),
    ("a,label\n1\"2,0\n", "d:2:2: a quote inside a field that does not begin with one"),
    ("a,label\n1,\u{0}\n", "d:2: a zero byte"),
  ])
  func `refuses a dataset with its place`(csv: String, message: String) {
    let fault = #expect(throws: RunFault.self) { try table(csv) }
    #expect(fault?.message == message)
    #expect(fault?.help != nil)
    #expect(fault?.isLocal == true)
  }

  @Test func `refuses bytes that are not UTF-8, at the first of them`() {
    let fault = #expect(throws: RunFault.self) {
      try LabelledTable(csv: Array("a,label\n1,".utf8) + [0xFF, 0x0A], name: "d", format: format(), classes: 2)
    }
    #expect(fault?.message == "d:2:3: not UTF-8")
  }

  @Test func `tells everything that is wrong with a table, each once at its place`() throws {
    let csv = "a,b,label\n1,2,0\n1,nan,1\n\n1,2\n1,2,7\nx,inf,9\n\"1\"2,3,0\n4,5,1\n\"1,2,3\n"
    var faults = DataFaults()
    let table = try LabelledTable.reading(csv: Array(csv.utf8), format: format(), classes: 2, &faults)
    #expect(
      faults.listed.map { "\($0.place?.line ?? 0):\($0.place?.column ?? 0)" } == [
        "3:3", "4:1", "5:1", "6:5", "7:1", "7:3", "7:7", "8:4", "10:1",
      ])
    #expect(table != nil, "what follows a fault is read too")
    let bytes = Array(csv.utf8)
    #expect(faults.listed[0].place.map { String(decoding: bytes[$0.range], as: UTF8.self) } == "nan")
  }

  @Test func `a byte order mark is taken, and packed files are read as what they hold`() throws {
    let plain = try table("a,label\n1,2\n")
    #expect(try table("\u{FEFF}a,label\n1,2\n") == plain)
    #expect(try LabelledTable(csv: Packed.gzip("a,label\n1,2\n"), name: "d", format: format(), classes: 3) == plain)
    #expect(try LabelledTable(csv: Packed.zstd("\u{FEFF}a,label\n1,2\n"), name: "d", format: format(), classes: 3) == plain)
  }

  @Test func `labels may be texts, and columns may be chosen`() throws {
    let settings = EvaluationFixture.settings(["label": "kind", "labels": "texts", "columns": ["b", "a"]])
    let csv = "name,a,kind,b\nx,1,rain,2\ny,3,dry,4\nz,5,rain,6\n"
    let table = try LabelledTable(csv: Array(csv.utf8), name: "d", format: InputPlan.Format("csv", settings), classes: 2)
    #expect(table.labels == [1, 0, 1], "in the order of their bytes, not of the rows")
    #expect(table.features == [2, 1, 4, 3, 6, 5])
  }

  @Test(
    arguments: [
      (["label": "kind", "labels": "texts"], "a,kind\n1,x\n2,y\n3,z\n", "d:4:3: `z` is one label more than the 2 classes of the model"),
      (["label": "kind", "labels": "texts"], "a,kind\n1,\n", "d:2:3: the label is empty"),
      (["label": "kind"], "a,kind\n1,x\n", "d:2:3: expected a class from 0 to 1, found `x`"),
      (["label": "kind", "columns": ["c"]], "a,kind\n1,1\n", "d:1:1: no column is called `c`"),
      (["label": "kind", "columns": ["a", "kind"]], "a,kind\n1,1\n", "d:1:3: the label is a feature too"),
      (["input": "a"], "a,kind\n1,1\n", "the format declares no label"),
    ] as [(JSON, String, String)])
  func `a declaration that does not fit the table is refused`(settings: JSON, csv: String, message: String) {
    let format = InputPlan.Format("csv", EvaluationFixture.settings(settings))
    let fault = #expect(throws: RunFault.self) { try LabelledTable(csv: Array(csv.utf8), name: "d", format: format, classes: 2) }
    #expect(fault?.message == message)
    #expect(fault?.help != nil)
  }

  @Test func `lists the first twenty faults and counts the rest`() throws {
    var faults = DataFaults()
    let rows = String(repeating: "x,0\n", count: 1000)
    _ = try LabelledTable.reading(csv: Array(("a,label\n" + rows).utf8), format: format(), classes: 2, &faults)
    #expect(faults.listed.count == DataFaults.limit && faults.count == 1000)
  }

  @Test func `no bytes make the reader trap`() throws {
    var generator = SeededGenerator(seed: 4180)
    let alphabet = Array("a1,\"\r\n.-e".utf8)
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0..<24, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      _ = try? LabelledTable(csv: Array("a,label\n".utf8) + bytes, name: "d", format: format(), classes: 2)
    }
  }

  @Test func `a split takes each row once, and depends on the seed and the input alone`() throws {
    let input = try #require(SamplePlan.plan().inputs.first)
    let parts = try DatasetSplit.parts(rows: 61, of: input, seed: Seed(root: 1))
    #expect(parts.map(\.name) == ["train", "test"])
    #expect(parts.map(\.rows.count) == [48, 13], "the last part takes what rounding leaves")
    #expect(parts.flatMap(\.rows).sorted() == Array(0..<61))
    #expect(try DatasetSplit.parts(rows: 61, of: input, seed: Seed(root: 1)).map(\.rows) == parts.map(\.rows))
    #expect(try DatasetSplit.parts(rows: 61, of: input, seed: Seed(root: 2)).map(\.rows) != parts.map(\.rows))
  }
}
