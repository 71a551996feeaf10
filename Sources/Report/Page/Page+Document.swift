internal import Record

extension Page {
  /// The whole page.
  var document: Markup {
    var markup = Markup.documentType
    let sheet = sheet
    markup.append(
      tag("html", Attribute("lang", "en")) {
        tag("head") { head(of: sheet) }
        tag("body") { tag("div", .class("sheet")) { sheet } }
      })
    return markup
  }

  @MarkupBuilder private func head(of sheet: Markup) -> Markup {
    pageHead
    void("meta", Attribute("name", "etalon-report-revision"), Attribute("content", String(reportRevision)))
    void("meta", Attribute("name", "etalon-plan"), Attribute("content", input.run.plan.hex))
    void("link", Attribute("rel", "icon"), Attribute("href", "data:,"))
    tag("title", text: "\(shortened(heading, to: 120)) · Etalon report")
    Markup.styleSheet(styleSheet)
    if input.trials.contains(where: { $0.items != nil }) { Markup.filterRules(ItemFilter.letters, of: sheet) }
  }

  private var sheet: Markup {
    let sections = PageSection.all.flatMap { $0(self) }
    return MarkupBuilder.buildBlock(
      masthead(over: sections), tag("main") { sections.map(\.markup) }, footer)
  }

  /// The head of the page: what was evaluated, on what, and when; then the table of contents.
  private func masthead(over sections: [PageSection]) -> Markup {
    tag("header", .class("masthead")) {
      tag("p", .class("eyebrow"), text: "Etalon evaluation report")
      tag("h1", text: shortened(heading))
      tag("p", .class("subtitle")) {
        tag("code", text: shortened(plan.name, to: 80))
        for fact in hostFacts { " · \(fact)" }
      }
      for subject in plan.subjects.prefix(4) {
        tag("p", .class("subtitle")) {
          "Asked "
          tag("strong", text: shortened(subject.name, to: 120))
          if let address = subject.facts.first(where: { $0.0 == "Address" }) { " at \(shortened(address.1, to: 160))" }
        }
      }
      remainder(of: plan.subjects.count, shown: 4, in: "the list of subjects")
      tag("p", .class("subtitle")) {
        "Run "
        tag("time", Attribute("datetime", input.run.started.recordText), text: readable(input.run.started))
        if let seconds = input.run.ended.seconds(since: input.run.started) { " · took \(duration(seconds))" }
        " · seed \(plan.seed.root)"
      }
      contents(of: sections)
    }
  }

  private func contents(of sections: [PageSection]) -> Markup {
    tag("nav", Attribute("aria-label", "Contents")) {
      for section in sections {
        if let name = section.mention { tag("a", Attribute("href", "#\(section.id)"), text: name) }
      }
    }
  }

  /// Facts about the host that belong beside the title, where they are known.
  private var hostFacts: [String] {
    ["cpu.model", "os.release"].compactMap { name in
      guard case .string(let text)? = input.environment.fields[name]?.value else { return nil }
      return shortened(text, to: 80)
    }
  }

  private var footer: Markup {
    tag("footer") {
      tag("p") {
        "Rendered by Etalon \(shortened(input.run.tool.version, to: 60)), report revision \(reportRevision), from the records under "
        tag("code", text: "data/")
        " alone. The page holds no script and loads nothing; anyone who renders it again from the same records gets the same bytes."
      }
      tag("p", .class("digests")) {
        "Plan "
        tag("code", text: input.run.plan.hex)
        if let executable = input.run.tool.executable {
          " · tool "
          tag("code", text: executable.hex)
        }
      }
    }
  }
}

/// What the head of every page begins with: no script, nothing loaded, both colour schemes.
@MarkupBuilder var pageHead: Markup {
  void("meta", Attribute("charset", "utf-8"))
  void(
    "meta", Attribute("http-equiv", "Content-Security-Policy"),
    Attribute("content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"))
  void("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1"))
  void("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark"))
  void("meta", Attribute("name", "referrer"), Attribute("content", "no-referrer"))
}
