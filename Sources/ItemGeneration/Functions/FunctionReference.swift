/// The functions of the expressions of templates as tables of Markdown, topic by topic, for a page.
public func templateFunctionReference() -> String {
  PureFunction.topics.map { topic in
    let rows = topic.functions.map { function in
      let names = function.parameters.map(\.name).joined(separator: ", ")
      return "| `\(function.name)(\(names)\(function.isVariadic ? ", …" : ""))` | \(function.summary) |"
    }
    return (["| \(topic.title.lowercased()) | |", "|---|---|"] + rows).joined(separator: "\n")
  }.joined(separator: "\n\n")
}
