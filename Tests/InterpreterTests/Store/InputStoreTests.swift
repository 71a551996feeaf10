import Attest
import Record
import TestSupport
import Testing

@testable import Interpreter

@Suite struct InputStoreTests {
  let folder: TemporaryFolder
  let digest = SHA256.digest(of: Array(SamplePlan.csv.utf8))

  init() throws { folder = try TemporaryFolder() }

  private func find(_ search: InputSearch) throws -> String {
    try search.find(try #require(SamplePlan.plan().inputs.first)).path
  }

  @Test func `an input is found in the spec's place, in a given folder, and in the store`() throws {
    let place = try folder.write(SamplePlan.csv, to: "spec/points.csv")
    let other = try folder.write(SamplePlan.csv, to: "elsewhere/any-name")
    let store = InputStore(folder: folder.path("store"))
    #expect(try store.add(place) == (digest, false))
    #expect(try store.add(other) == (digest, true))
    #expect(try find(InputSearch(paths: ["points": place], store: store)) == place)
    #expect(try find(InputSearch(folders: [folder.path("elsewhere")], store: nil)) == other)
    #expect(try find(InputSearch(folders: [folder.path("absent")], store: store)) == store.path(of: digest))
  }

  @Test func `a store entry whose bytes were changed is not used, and adding repairs it`() throws {
    let place = try folder.write(SamplePlan.csv, to: "points.csv")
    let store = InputStore(folder: folder.path("store"))
    try folder.write("other", to: "store/\(digest.hex)")
    #expect(throws: RunFault.self) { try find(InputSearch(store: store)) }
    #expect(try store.add(place) == (digest, false))
    #expect(try find(InputSearch(store: store)) == store.path(of: digest))
  }
}
