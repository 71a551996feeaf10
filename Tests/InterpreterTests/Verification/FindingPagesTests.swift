import Attest
import Foundation
import Interpreter
import TestSupport
import Testing

@Suite struct `Every finding` {
  /// A code that stands in the source as the first argument of a finding or a fault.
  static let codes: [String] = {
    let folders = ["Sources/Attest", "Sources/Interpreter/Verification"]
    var codes: Set<String> = []
    for folder in folders {
      let root = Repository.path(folder)
      for file in FileManager.default.enumerator(atPath: root)?.compactMap({ $0 as? String }) ?? [] where file.hasSuffix(".swift") {
        guard !file.contains("FindingPage"), let text = try? Repository.text(of: "\(root)/\(file)") else { continue }
        for match in text.matches(
          of: /(?:Finding|AttestFault|ArchiveFault|fail|report|StatementFault|Finding\(renaming: error,)\(?\s*"([a-z-]+)"/)
        {
          codes.insert(String(match.1))
        }
        for match in text.matches(of: /StatementFault\.demand\([^\n]*?"([a-z]+-[a-z]+)"/) { codes.insert(String(match.1)) }
      }
    }
    return codes.sorted()
  }()

  @Test func `has a page, and each page stands once`() {
    let pages = findingPages.map(\.id)
    #expect(Set(pages).count == pages.count)
    #expect(Self.codes.count > 60)
    #expect(Self.codes.filter { !pages.contains($0) } == [])
  }
}
