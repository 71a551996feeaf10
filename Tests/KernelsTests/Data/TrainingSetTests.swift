import Kernels
import Testing

@Suite struct TrainingSetTests {
  @Test func `rows whose sizes disagree, or that hold what no network takes, are refused`() {
    #expect(throws: KernelError.self) { try TrainingData(features: [1, 2, 3], labels: [0], columns: 2, classes: 2) }
    #expect(throws: KernelError.self) { try TrainingData(features: [1, 2], labels: [2], columns: 2, classes: 2) }
    #expect(throws: KernelError.self) { try TrainingData(features: [1, .nan], labels: [0], columns: 2, classes: 2) }
  }

  @Test func `a text with a foreign token, or too short for a window, is refused`() {
    #expect(throws: KernelError.self) { try TextData(tokens: [1, 2, 9], vocabulary: 9, context: 2) }
    #expect(throws: KernelError.self) { try TextData(tokens: [1, 2], vocabulary: 9, context: 2) }
  }
}
