import Foundation
import Kernels
import TestSupport
import Testing

/// The catalogue against docs/examples/portable_operations.py, which is written from docs/numerics.md alone.
@Suite struct PythonOperationTests {
  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
  }

  /// The smaller shapes of the operation's naive reference, with plain and with nasty inputs.
  private func cases(_ reference: NaiveReference) throws -> [[String: Any]] {
    let operation = try Operation.named(reference.operation)
    // The program computes in f32, and draws doubles too.
    let drawsOnly = operation.name.hasPrefix("random-")
    let types = drawsOnly ? operation.types : [try #require(operation.types.first { $0 != .f64 } ?? operation.types.first)]
    return try types.flatMap { try cases(reference, operation, $0) }
  }

  private func cases(_ reference: NaiveReference, _ operation: Kernels.Operation, _ type: ElementType) throws -> [[String: Any]] {
    let engine = try Engine(threads: 2)
    let small = try reference.shapes.filter { shape in
      let cost = try operation.cost(type: type, parameters: operation.goldenParameters.merging(shape) { $1 })
      return cost.flops < 100_000 && cost.bytes < 100_000
    }
    #expect(!small.isEmpty, "\(reference.operation) has no shape that Python can do in time")
    return try small.prefix(6).flatMap { shape in
      try (reference.nasty.isEmpty ? [[]] : [[], reference.nasty]).map { nasty in
        let comparison = try Comparison(reference.operation, type, shape, nasty: nasty, seed: 17)
        return [
          "check": "operation", "name": "\(reference.operation) \(shape)\(nasty.isEmpty ? "" : " nasty")",
          "operation": reference.operation, "type": type.rawValue, "parameters": comparison.case.parameters,
          "stream": [77, 0x7465_7374],
          "inputs": comparison.inputs.map(hexadecimal), "out": hexadecimal(try comparison.run(on: engine)),
        ]
      }
    }
  }

  /// What an operation draws for the smallest shapes, in each of its types.
  private func draws(_ operation: Kernels.Operation) throws -> [[String: Any]] {
    let shapes = NaiveReference.all.filter { $0.operation == operation.name }.flatMap(\.shapes)
    return try operation.types.flatMap { type in
      let costs = try shapes.map { shape in
        (shape, try operation.cost(type: type, parameters: operation.goldenParameters.merging(shape) { $1 }).bytes)
      }
      return try costs.filter { $0.1 < 60_000 }.sorted { $0.1 > $1.1 }.prefix(2).map { shape, _ in
        let comparison = try Comparison(operation.name, type, shape, nasty: [], seed: 17)
        return [
          "check": "inputs", "name": "inputs of \(operation.name) \(type) \(shape)", "operation": operation.name, "type": type.rawValue,
          "parameters": comparison.case.parameters, "stream": [77, 0x7465_7374], "inputs": comparison.inputs.map(hexadecimal),
        ]
      }
    }
  }

  @Test(.enabled(if: NumpyEnvironment.isThere, NumpyEnvironment.reason))
  func `each operation draws the inputs that the page says`() throws {
    let python = try NumpyEnvironment.python.get()
    let cases = try Kernels.Operation.all.flatMap(draws)
    let found = try compare(cases, python)
    let wrong = found.output.split(separator: "\n").filter { !$0.hasPrefix("same bits") }
    #expect(found.status == 0, "\(wrong.joined(separator: "\n"))\n\(found.talk)")
    let drawn = Set(cases.compactMap { $0["operation"] as? String })
    #expect(drawn == Set(Kernels.Operation.all.map(\.name)))
    var changed = try #require(cases.first { $0["operation"] as? String == "gemm" })
    changed["stream"] = [78, 0x7465_7374]
    #expect(try compare([changed], python).status == 1)
  }

  private func compare(_ cases: [[String: Any]], _ python: String) throws -> Finished {
    let folder = try TemporaryFolder()
    let text = String(decoding: try JSONSerialization.data(withJSONObject: cases), as: UTF8.self)
    return try run(python, [Repository.path("scripts/check_numerics.py"), try folder.write(text, to: "cases.json")])
  }

  @Test(.enabled(if: NumpyEnvironment.isThere, NumpyEnvironment.reason))
  func `each operation written from the page in Python gives the same bits`() throws {
    let python = try NumpyEnvironment.python.get()
    let cases = try NaiveReference.all.flatMap(cases)
    let found = try compare(cases, python)
    let wrong = found.output.split(separator: "\n").filter { !$0.hasPrefix("same bits") }
    #expect(found.status == 0, "\(wrong.joined(separator: "\n"))\n\(found.talk)")
    #expect(found.output.split(separator: "\n").count == cases.count)

    // The comparison can fail: the output of one operation with the inputs of the next shape.
    var changed = cases[0]
    changed["out"] = cases[2]["out"]
    #expect(try compare([changed], python).status == 1)
  }

  @Test func `the page names each operation of the catalogue, and lists its inputs`() throws {
    let page = try Repository.text(of: Repository.path("docs/numerics.md"))
    let inputs = try #require(page.split(separator: "\n## ").first { $0.contains("Inputs of the catalogue") })
    let definitions = page.replacing(inputs, with: "")
    let names = Operation.all.map(\.name)
    #expect(names.filter { !definitions.contains("`\($0)`") } == [], "not defined in docs/numerics.md")
    let listed = { (name: String) in inputs.contains("`\(name)`") || name.hasPrefix("stream-") && inputs.contains("`stream-*`") }
    #expect(names.filter { !listed($0) } == [], "docs/numerics.md does not say where the inputs come from")
  }
}
