import Attest
import Record
import Testing

@Suite struct `The keys of streams` {
  @Test func `are what the rule says`() {
    // printf '["7","gemm",1,"inputs"]' | sha256sum
    #expect(
      Seed(root: 7).streamKey(node: "gemm", trial: 1, purpose: "inputs").hex
        == "bafc7b1608710d224e9e4b61c300ffe71b81963aea3763888ebb00f38eba6b09")
  }

  @Test func `differ with seed, cell, trial and purpose`() {
    let keys = [
      Seed(root: 7).streamKey(node: "a", trial: 0, purpose: "x"), Seed(root: 8).streamKey(node: "a", trial: 0, purpose: "x"),
      Seed(root: 7).streamKey(node: "b", trial: 0, purpose: "x"), Seed(root: 7).streamKey(node: "a", trial: 1, purpose: "x"),
      Seed(root: 7).streamKey(node: "a", trial: 0, purpose: "y"),
    ]
    #expect(Set(keys).count == keys.count)
  }
}
