import Foundation
import TestSupport
import Testing

/// What a signal does to a command, and what it says of it.
@Suite struct InterruptionTests {
  private static let spec = """
    etalon: 1
    name: long
    seed: 1
    targets: { one: { device: cpu, threads: 1 } }
    workloads:
      gemm: { kernel: gemm, with: { m: 64, n: 64, k: 64 }, trials: 3, sample: { warmup: 0, count: 10000 } }
    """

  /// What a run says from the moment in which it began its trials, to the end of what answers one Ctrl-C.
  private func answer(_ options: [String], until end: String) throws -> String {
    let etalon = try Etalon()
    let spec = try etalon.home.write(Self.spec, to: "long.yaml")
    let (process, talk) = (Process(), Pipe())
    // Whoever runs the tests may have them ignore the signal, which the run would inherit.
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["--default-signal=INT", Etalon.path, "run", spec, "-o", etalon.home.path("r")] + options
    process.environment = ProcessInfo.processInfo.environment.merging(etalon.environment) { $1 }
    (process.standardInput, process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice, talk)
    try process.run()
    defer {
      process.terminate()
      kill(process.processIdentifier, SIGKILL)
    }
    func said(until end: String) throws -> String {
      var text = ""
      while !text.contains(end), let more = try talk.fileHandleForReading.read(upToCount: 1), !more.isEmpty {
        text += String(decoding: more, as: UTF8.self)
      }
      return text
    }
    _ = try said(until: "trials")
    process.interrupt()
    return try said(until: end)
  }

  @Test func `the first Ctrl-C of a run says at once that the trial is finished, and what a second one does`() throws {
    let said = try answer([], until: "at once")
    #expect(said.contains("the trial under way is being finished, then the run ends; Ctrl-C again stops it at once"), "\(said)")
  }

  @Test func `a program that follows a run is told by an event`() throws {
    #expect(try answer(["--format", "json"], until: "ending").contains("{\"event\":\"ending"))
  }
}
