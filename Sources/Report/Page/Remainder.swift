/// What a list leaves out, and where the records hold it; nothing where the list is whole.
@MarkupBuilder func remainder(of count: Int, shown: Int, in file: String) -> Markup {
  if count > shown { tag("p", .class("fine"), text: "\(grouped(count - shown)) more are in \(file).") }
}
