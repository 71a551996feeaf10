internal import Record

/// The steps by which a stranger checks the bundle: what each finds out, and its command.
private let verificationSteps = [
  (
    "Check who signed it, with a public key that you got from the publisher and not from the bundle:",
    "etalon verify DIR --key PUBLISHER.pub --builder BUILDER"
  ),
  (
    "Reproduce it: run the whole plan on your own machine and compare bit for bit:",
    "etalon verify DIR --key PUBLISHER.pub --builder BUILDER --reproduce"
  ),
  ("If something differs, find out why: compare it with a run of your own:", "etalon diff DIR YOUR-DIR"),
]

extension PageSection {
  /// The commands by which a stranger checks the bundle.
  static func verify(_ page: Page) -> [PageSection] {
    let lead =
      "This page shows what the records say. The commands below find out whether the records are intact, who signed them, "
      + "and whether the results come out again."
    return [PageSection("verify", "How to verify", lead: lead) { page.verification }]
  }
}

extension Page {
  @MarkupBuilder fileprivate var verification: Markup {
    tag("ol", .class("steps")) {
      step(
        "Check that nothing was changed: every file has the digest that the manifest names. In the bundle's folder:",
        "sha256sum -c manifest-sha256.txt")
      rootStep
      for (text, line) in verificationSteps { step(text, line) }
    }
    tag("p", .class("fine")) {
      if let signer = input.signer {
        "The envelope names the key "
        tag("code", .class("hex"), text: shortened(signer, to: 120))
        ". So says the bundle; only a check against a key of your own proves it."
      } else {
        "No signature was at hand when this page was rendered."
      }
    }
  }

  @MarkupBuilder private var rootStep: Markup {
    if let root = input.root {
      tag("li") {
        tag(
          "p",
          text:
            "Check that it is this bundle: the digest of the manifest is its root. Compare it with the root that the publisher gave you:")
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
