internal import Record

extension PageSection {
  /// The commands by which a stranger checks the bundle.
  static func verify(_ page: Page) -> [PageSection] {
    [PageSection("verify", page.words.howToVerify, lead: page.words.verifyLead) { page.verification }]
  }
}

extension Page {
  @MarkupBuilder fileprivate var verification: Markup {
    tag("ol", .class("steps")) {
      step(words.checkUnchanged, "sha256sum -c manifest-sha256.txt")
      rootStep
      step(words.checkSigner, "etalon verify DIR --key PUBLISHER.pub --builder BUILDER")
      step(words.checkReproduce, "etalon verify DIR --key PUBLISHER.pub --builder BUILDER --reproduce")
      step(words.checkDifference, "etalon diff DIR YOUR-DIR")
    }
    tag("p", .class("fine")) {
      if let signer = input.signer {
        words.envelopeNames
        tag("code", .class("hex"), text: shortened(signer, to: 120))
        words.envelopeProof
      } else {
        words.noSignature
      }
    }
  }

  @MarkupBuilder private var rootStep: Markup {
    if let root = input.root {
      tag("li") {
        tag("p", text: words.checkRoot)
        command("sha256sum manifest-sha256.txt")
        tag("p", .class("hex")) { tag("code", text: root.hex) }
      }
    }
  }

  private func step(_ text: String, _ line: String) -> Markup {
    tag("li") {
      tag("p", text: text)
      command(line)
    }
  }

  private func command(_ line: String) -> Markup {
    tag("pre", Attribute("tabindex", "0")) { tag("code", text: line) }
  }
}
