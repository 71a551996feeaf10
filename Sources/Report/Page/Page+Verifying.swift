internal import Record
internal import Score

extension Page {
  /// The files that the run read.
  var inputsSection: Markup {
    section("inputs", "Inputs", lead: "Every file that was read, pinned by its digest. A verifier finds inputs by digest, never by name.") {
      if input.inputs.files.isEmpty {
        tag("p", .class("absent"), text: "No input is on record.")
      } else {
        tag("ul", .class("inputs")) { for file in input.inputs.files.prefix(500) { inputItem(file) } }
      }
    }
  }

  private func inputItem(_ file: InputFile) -> Markup {
    tag("li") {
      tag("p") {
        tag("strong", text: shortened(file.id, to: 80))
        tag(
          "span", .class("cell"),
          text: " \(file.role.rawValue), \(Format.text(of: Double(file.bytes.value), in: .information, significant: 3))")
      }
      tag("p", .class("hex")) { tag("code", text: file.sha256.hex) }
      tag("p", .class("fine")) {
        if let license = file.license {
          "Licence \(shortened(license, to: 120)). "
        } else if file.role != .spec {
          "No licence is declared. "
        }
        file.included || file.role == .spec ? "In the bundle." : "Not in the bundle: it must be at hand to re-execute."
        if !file.source.isEmpty {
          " It was read from "
          tag("code", text: shortened(file.source, to: 160))
          "."
        }
      }
    }
  }

  /// The commands by which a stranger checks the bundle.
  var verifySection: Markup {
    section(
      "verify", "How to verify",
      lead:
        "This page shows what the records say. "
        + "Whether they are intact, whose they are and whether they come out again is found out by running these commands."
    ) {
      tag("ol", .class("steps")) {
        step(
          "Nothing was changed: every file has the digest that the manifest names. In the bundle's folder:",
          "sha256sum -c manifest-sha256.txt")
        if let root = input.root {
          tag("li") {
            tag(
              "p", text: "It is this bundle: the digest of the manifest is its root. Compare it with the one that the publisher gave you.")
            command("sha256sum manifest-sha256.txt")
            tag("p", .class("hex")) { tag("code", text: root.hex) }
          }
        }
        step(
          "It is signed by whom you think: with a public key that you got from the publisher, not from the bundle.",
          "etalon verify DIR --key PUBLISHER.pub --builder BUILDER")
        step(
          "It comes out again: run the whole plan on your own machine and compare bit for bit.",
          "etalon verify DIR --key PUBLISHER.pub --builder BUILDER --reproduce")
        step("If something differs, find out why: compare with a run of your own.", "etalon diff DIR YOUR-DIR")
      }
      tag("p", .class("fine")) {
        if let signer = input.signer {
          "The envelope names the key "
          tag("code", .class("hex"), text: shortened(signer, to: 120))
          ". That is the bundle's own word; only a check against your key counts."
        } else {
          "This page was rendered without a signature at hand."
        }
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

  /// What nobody should conclude from the page.
  var limitsSection: Markup {
    section("limits", "What this page does not prove") {
      tag("ul", .class("plain-list")) {
        for sentence in [
          "That the run was made only once: a publisher can run many times and show the best. "
            + "A commitment before the run narrows that; see the verification.",
          "That the host is what it says: the fingerprint is the host's own word, until hardware evidence backs it.",
          "That measurements hold elsewhere: speed is compared only between hosts whose fingerprints allow it.",
          "That this page shows its bundle: it can be edited like any page. The verification renders it again and compares.",
        ] { tag("li", text: sentence) }
      }
    }
  }
}
