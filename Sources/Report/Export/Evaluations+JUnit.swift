internal import Record

extension Evaluations {
  /// Every item as a test case: one that is right passes, a wrong one is a failure, one without a usable answer an error.
  func junit() throws(ExportFault) -> [UInt8] {
    var suites: [Suite] = []
    try forEachItem { node, trial, item in
      let name = node.trials > 1 ? "\(node.id) trial \(trial.index)" : node.id
      if suites.last?.name != name { suites.append(Suite(name: name)) }
      suites[suites.count - 1].add(item, node)
    }
    let total = suites.reduce((tests: 0, failures: 0, errors: 0)) {
      ($0.tests + $1.tests, $0.failures + $1.failures, $0.errors + $1.errors)
    }
    var document = Markup.xmlDeclaration
    document.append(
      tag(
        "testsuites", Attribute("name", input.plan.name), Attribute("tests", "\(total.tests)"), Attribute("failures", "\(total.failures)"),
        Attribute("errors", "\(total.errors)")
      ) {
        for suite in suites {
          tag(
            "testsuite", Attribute("name", suite.name), Attribute("tests", "\(suite.tests)"), Attribute("failures", "\(suite.failures)"),
            Attribute("errors", "\(suite.errors)"), Attribute("skipped", "0"),
            Attribute("timestamp", String(input.run.started.recordText.prefix(19)))
          ) { suite.cases }
        }
      })
    return document.bytes
  }

  private struct Suite {
    let name: String
    private(set) var (tests, failures, errors) = (0, 0, 0)
    private(set) var cases = Markup()

    init(name: String) { self.name = name }

    mutating func add(_ item: AnsweredItem, _ node: Node) {
      let record = item.record
      let standing = node.standing(of: record)
      tests += 1
      let name = (record.id ?? "item \(record.position)") + (record.variant.map { " (\($0))" } ?? "")
      let words = record.scores.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { "\($0.key) \($0.value)" }
      switch standing {
      case .right: break
      case .wrong, .partly: failures += 1
      case .unscored: errors += 1
      }
      cases.append(
        tag("testcase", Attribute("classname", node.id), Attribute("name", shortened(name))) {
          switch standing {
          case .right: Markup()
          case .wrong, .partly:
            tag("failure", Attribute("type", record.outcome.rawValue), Attribute("message", words.joined(separator: ", "))) {
              Suite.story(item)
            }
          case .unscored:
            tag("error", Attribute("type", record.outcome.rawValue), Attribute("message", shortened(record.reason ?? "no score"))) {
              Suite.story(item)
            }
          }
        })
    }

    private static func story(_ item: AnsweredItem) -> String {
      let parts: [(String, String?)] = [
        ("question", item.question), ("expected", (item.letters + item.expected).joined(separator: " | ")), ("reply", item.reply),
        ("came back", item.failure),
      ]
      return parts.compactMap { name, text in text.flatMap { $0.isEmpty ? nil : "\(name): \(shortened($0, to: 2000))" } }
        .joined(separator: "; ")
    }
  }
}
