import Attest
import Kernels
import Record
import TestSupport
import Testing

@testable import Interpreter

@Suite struct RunFaultTests {
  @Test func `a fault of one trial says what becomes of it, and every other ends the run`() {
    #expect(RunFault(.cut, "late").status == .cut)
    #expect(RunFault(.needMissing, "no model").status == .skipped)
    #expect(RunFault(.notAllowed, "no programs").status == .refused)
    #expect(RunFault(.unstable, "other bits").status == .failed)
    for code in [RunFault.Code.cut, .needMissing, .notAllowed, .unstable] { #expect(RunFault(code, "").isLocal) }
    for code in [RunFault.Code.interrupted, .diskFull, .journalBusy, .unexpected] { #expect(!RunFault(code, "").isLocal) }
  }

  @Test func `codes are words with hyphens, as pages are found by them`() {
    for code in RunFault.Code.allCases {
      #expect(code.rawValue.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }, "\(code)")
    }
  }

  @Test func `the next step stands behind the message`() {
    #expect(RunFault(.cut, "too late", help: "raise it").reason == "too late (raise it)")
    #expect(RunFault(.cut, "too late").reason == "too late")
  }

  @Test func `what the kernels refuse keeps its code and loses one trial`() {
    for code in KernelError.Code.allCases {
      let fault = RunFault(kernel: KernelError(code, "message", hint: "hint"))
      #expect(fault.code.rawValue == code.rawValue)
      #expect(fault.isLocal && fault.message == "message" && fault.help == "hint")
    }
  }

  @Test func `what files and bundles refuse keeps its code`() throws {
    let sources = try run(
      "/bin/sh", ["-c", "grep -rhozE 'AttestFault\\(\\s*\"[a-z-]+\"' Sources/Attest | tr '\\0' '\\n'"], in: Repository.path("."))
    let codes = Set(
      sources.output.split(separator: "\n").filter { $0.contains("\"") }.compactMap { $0.split(separator: "\"").last.map(String.init) })
    #expect(codes.count > 10)
    // Keys, policies, logs and tokens are read by verbs of their own, before any run.
    let before = ["key-", "policy-", "log-", "not-a-log", "checkpoint-", "cosignature-", "note-", "proof-", "pulse-", "token-"]
    for code in codes.sorted() where !before.contains(where: code.hasPrefix) {
      #expect(RunFault(AttestFault(code, "message")).code.rawValue == code)
    }
    #expect(RunFault(AttestFault("disk-full", "full", help: "first"), help: "second").help == "second")
  }
}
