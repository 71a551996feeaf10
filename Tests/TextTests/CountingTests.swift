import Testing
import Text

struct `A counted noun` {
  @Test func `is singular for one alone`() {
    #expect([0, 1, 2].map { counted($0, "trial") } == ["0 trials", "1 trial", "2 trials"])
    #expect([1, 2].map { counted($0, "query", "queries") } == ["1 query", "2 queries"])
    #expect([1, 2].map { inflected($0, "is", "are") } == ["is", "are"])
  }
}
