/// The revision of what `renderReport` writes; it rises with every change of the bytes for any input.
///
/// A verifier renders the page again and compares only when the revision in the page is its own.
public let reportRevision = 6

extension PageSection {
  /// What makes the sections of a page: one or several, none where the page has nothing to say there.
  typealias Maker = @Sendable (Page) -> [PageSection]

  /// The sections in the order of the page; masthead, table of contents and footer frame them.
  static let all: [Maker] = [
    verdicts, subjects, score, claims, workloads, rooflines, trials, environment, inputs, verify, limits,
  ]
}
