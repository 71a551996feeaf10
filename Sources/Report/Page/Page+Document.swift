internal import Record
internal import Score

extension Page {
  /// The whole page.
  var document: Markup {
    var markup = Markup.documentType
    let sheet = sheet
    markup.append(
      tag("html", Attribute("lang", input.language.tag)) {
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
    tag("title", text: "\(shortened(heading, to: 120)) · \(words.documentTitle)")
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
      tag("p", .class("eyebrow"), text: words.eyebrow)
      tag("h1", text: shortened(heading))
      tag("p", .class("subtitle")) {
        tag("code", text: shortened(plan.name, to: 80))
        for fact in hostFacts { " · \(fact)" }
      }
      for subject in plan.subjects.prefix(4) {
        tag("p", .class("subtitle")) {
          words.asked
          tag("strong", text: shortened(subject.name, to: 120))
          if let address = subject.address { words.address(shortened(address, to: 160)) }
        }
      }
      remainder(of: plan.subjects.count, shown: 4, in: words.subjectsList)
      tag("p", .class("subtitle")) {
        words.run
        tag("time", Attribute("datetime", input.run.started.recordText), text: readable(input.run.started))
        if let seconds = input.run.ended.seconds(since: input.run.started) { words.took(words.duration(seconds)) }
        words.seed("\(plan.seed.root)")
      }
      signerLine
      contents(of: sections)
    }
  }

  /// Whose key the envelope names; whether it holds, no page can say.
  private var signerLine: Markup {
    tag("p", .class("subtitle")) {
      if let signer = input.signer {
        words.signedBy
        tag("code", Attribute("title", shortened(signer, to: 120)), text: String(signer.unicodeScalars.prefix(16)) + "…")
        words.signedUnproven
      } else {
        words.unsigned
      }
    }
  }

  private func contents(of sections: [PageSection]) -> Markup {
    tag("nav", Attribute("aria-label", words.contents)) {
      for section in sections {
        if let name = section.mention { tag("a", Attribute("href", "#\(section.id)"), text: name) }
      }
    }
  }

  /// Facts about the host that belong beside the title, where they are known.
  private var hostFacts: [String] {
    let fields = input.environment.fields
    func text(_ name: String) -> String? {
      guard case .string(let text)? = fields[name]?.value else { return nil }
      return shortened(text, to: 80)
    }
    func count(_ name: String) -> Int? { fields[name]?.value?.number.flatMap { Int(exactly: $0) } }
    let memory = fields["memory.total"]?.value?.number.map { words.memory(Format.text(of: $0, in: .information, significant: 3)) }
    let processors = words.processors(cores: count("topology.cores"), threads: count("topology.threads"))
    return [text("cpu.model"), processors, memory, text("os.release")].compactMap { $0 }
  }

  private var footer: Markup {
    tag("footer") {
      tag("p") {
        words.rendered(by: shortened(input.run.tool.version, to: 60), revision: reportRevision)
        tag("code", text: "data/")
        words.renderedRest
      }
      tag("p", .class("digests")) {
        words.plan
        tag("code", text: input.run.plan.hex)
        if let executable = input.run.tool.executable {
          words.tool
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
