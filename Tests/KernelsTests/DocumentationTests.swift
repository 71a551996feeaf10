import Kernels
import TestSupport
import Testing

/// What the example of the documentation computes.
private func example(_ key: StreamKey) throws -> Checksum {
  // begin
  let engine = try Engine(threads: 2)
  let operation = try Operation.named("gemm")
  var stream = RandomStream(key)
  let kernel = try CPUBackend().prepare(
    operation, type: .f32, parameters: ["m": 512, "n": 512, "k": 512], stream: &stream, engine: engine,
    memoryLimit: Operation.defaultMemoryLimit)
  try kernel.run()
  let checksum = kernel.outputChecksum
  // end
  return checksum
}

@Suite struct DocumentationTests {
  @Test func `the documentation's example gives the bits of one thread`() throws {
    let operation = try Operation.named("gemm")
    var stream = RandomStream(Operation.goldenKey)
    let kernel = try operation.prepare(
      type: .f32, parameters: ["m": 512, "n": 512, "k": 512], stream: &stream, engine: try Engine(threads: 1))
    try kernel.run()
    #expect(try example(Operation.goldenKey) == kernel.outputChecksum)
  }

  @Test func `the documentation's example is the code that this test runs`() throws {
    let page = try Repository.text(of: Repository.path("Sources/Kernels/Kernels.docc/Kernels.md"))
    let code = try Repository.text(of: Repository.path("Tests/KernelsTests/DocumentationTests.swift"))
    let shown = try #require(page.split(separator: "```swift\n").last?.split(separator: "```").first)
    let run = try #require(code.split(separator: "  // begin\n").dropFirst().first?.split(separator: "  // end\n").first)
    #expect(run.split(separator: "\n").map { $0.dropFirst(2) } == shown.split(separator: "\n"))
  }
}
