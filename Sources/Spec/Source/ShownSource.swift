internal import Text

/// A piece of a source text as an excerpt shows it on one line: a tab takes one cell, what is hidden is spelled out.
func shownSource(_ text: String) -> String {
  printable(String(text.map { $0 == "\t" ? " " : $0 }))
}
