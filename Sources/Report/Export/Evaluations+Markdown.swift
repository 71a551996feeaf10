internal import Record
internal import Score
internal import Text

extension Evaluations {
  /// A summary for a page of text: who was asked, the indicators of each cell, the verdicts on claims.
  var markdown: [UInt8] {
    var lines = ["# \(Markdown.text(input.plan.title ?? input.plan.name))", ""]
    lines += [
      "Plan `\(input.run.plan.hex)`" + (input.root.map { ", bundle `\($0.hex)`" } ?? "") + ", run \(input.run.started.recordText).", "",
    ]
    lines += subjectTable + [""]
    for cell in cells { lines += table(cell.node, cell.work) + [""] }
    lines += claims
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private var subjectTable: [String] {
    let rows = input.plan.subjects.filter { subjects.contains($0.id) }.map { subject in
      let cell = cells.first { $0.work.subject == subject.id }
      let model = cell.flatMap { told("endpoint-model", of: $0.node) } ?? ""
      let address = subject.address ?? ""
      return Markdown.row([subject.id, subject.name, address, model])
    }
    return [Markdown.row(["Subject", "Model", "Address", "Says it is"]), "|---|---|---|---|"] + rows
  }

  private func table(_ node: Node, _ work: EvaluateWork) -> [String] {
    let judges = work.scorers.map { "\($0.name) revision \($0.revision)" }.joined(separator: ", ")
    let head = [
      "## \(Markdown.text(node.id))", "",
      "\(Markdown.text(work.subject)) answers \(Markdown.text(work.dataset)); judged by \(Markdown.text(judges)).", "",
      Markdown.row(["Metric", "Value", "More of the kind", "n"]), "|---|---:|---:|---:|",
    ]
    return head
      + metrics(of: node).map { metric in
        Markdown.row([
          metric.title, Format.text(of: metric.estimate, in: metric.dimension) + (Format.kind(of: metric).map { ", \($0)" } ?? ""),
          metric.population.map { "\(Format.percent($0.low, significant: 3)) – \(Format.percent($0.high, significant: 3))" } ?? "",
          metric.basis.map { "\($0)" } ?? "",
        ])
      }
  }

  private var claims: [String] {
    guard !input.scores.claims.isEmpty else { return [] }
    return ["## Claims", "", Markdown.row(["Verdict", "Claim", "Because"]), "|---|---|---|"]
      + input.scores.claims.map { Markdown.row([$0.verdict.rawValue, $0.text, $0.because]) }
  }
}

/// Text in a document of Markdown.
enum Markdown {
  /// A row of a table.
  static func row(_ cells: [String]) -> String { "| " + cells.map(text).joined(separator: " | ") + " |" }

  /// Text of any origin, so that nothing in it is markup.
  static func text(_ text: String) -> String {
    var result = ""
    for scalar in printable(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "!": result += "\\" + String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
