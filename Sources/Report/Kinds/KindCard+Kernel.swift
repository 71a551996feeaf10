internal import Record

extension KindCard {
  /// The card of a kernel.
  static func kernel(_ work: KernelWork, _ words: PageWords) -> KindCard {
    KindCard(
      title: words.kernelTitle(words.shortened(work.operation, to: 60)), sentence: words.kernel(work), figures: [.distributions])
  }
}
