internal import Record
internal import Score

extension PageSection {
  /// The files that the run read.
  static func inputs(_ page: Page) -> [PageSection] {
    let lead = "Every file that the run read, pinned by its digest. A verifier finds inputs by digest, never by name."
    return [PageSection("inputs", "Inputs", lead: lead) { page.inputList }]
  }
}

extension Page {
  /// How many inputs the page lists at most.
  private static var listedInputs: Int { 500 }

  @MarkupBuilder fileprivate var inputList: Markup {
    let files = input.inputs.files
    if files.isEmpty {
      tag("p", .class("absent"), text: "No input is on record.")
    } else {
      tag("ul", .class("inputs")) { for file in files.prefix(Page.listedInputs) { inputItem(file) } }
      remainder(of: files.count, shown: Page.listedInputs, in: "data/inputs.json")
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
        file.included || file.role == .spec ? "In the bundle." : "Not in the bundle: a re-execution needs a copy of it."
        if !file.source.isEmpty {
          " The run read it from "
          tag("code", text: shortened(file.source, to: 160))
          "."
        }
      }
    }
  }
}
