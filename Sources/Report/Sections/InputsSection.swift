internal import Record
internal import Score

extension PageSection {
  /// The files that the run read.
  static func inputs(_ page: Page) -> [PageSection] {
    [PageSection("inputs", page.words.inputs, lead: page.words.inputsLead) { page.inputList }]
  }
}

extension Page {
  /// How many inputs the page lists at most.
  private static var listedInputs: Int { 500 }
  /// How many of them are not folded away.
  private static var openInputs: Int { 12 }

  @MarkupBuilder fileprivate var inputList: Markup {
    let files = input.inputs.files
    if files.isEmpty {
      tag("p", .class("absent"), text: words.noInput)
    } else {
      tag("ul", .class("inputs")) { for file in files.prefix(Page.openInputs) { inputItem(file) } }
      if files.count > Page.openInputs {
        let folded = files.prefix(Page.listedInputs).dropFirst(Page.openInputs)
        tag("details") {
          tag("summary", text: words.moreInputs(folded.count))
          tag("ul", .class("inputs")) { for file in folded { inputItem(file) } }
        }
      }
      remainder(of: files.count, shown: Page.listedInputs, in: "data/inputs.json")
    }
  }

  private func inputItem(_ file: InputFile) -> Markup {
    tag("li") {
      tag("p") {
        tag("strong", text: shortened(file.id, to: 80))
        tag(
          "span", .class("cell"),
          text: words.role(file.role.rawValue, Format.text(of: Double(file.bytes.value), in: .information, significant: 3)))
      }
      tag("p", .class("hex")) { tag("code", text: file.sha256.hex) }
      tag("p", .class("fine")) {
        if let license = file.license {
          words.licence(shortened(license, to: 120))
        } else if file.role != .spec {
          words.noLicence
        }
        file.included || file.role == .spec ? words.included : words.notIncluded
        if !file.source.isEmpty {
          words.readFrom
          tag("code", text: shortened(file.source, to: 160))
          words.stop
        }
      }
    }
  }
}
