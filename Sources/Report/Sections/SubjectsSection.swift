internal import Record

extension PageSection {
  /// Who was asked, how it is reached, and what it says it is.
  static func subjects(_ page: Page) -> [PageSection] {
    guard !page.plan.subjects.isEmpty else { return [] }
    return [PageSection("subjects", page.words.subjects, lead: page.words.subjectsLead) { page.subjectList }]
  }
}

extension Page {
  /// How many subjects the page lists at most.
  private static var listedSubjects: Int { 50 }

  @MarkupBuilder fileprivate var subjectList: Markup {
    tag("ul", .class("inputs")) {
      for subject in plan.subjects.prefix(Page.listedSubjects) {
        tag("li") {
          tag("p") {
            tag("strong", text: shortened(subject.name, to: 120))
            tag("span", .class("cell"), text: words.role(subject.id, subject.access.word))
          }
          facts(subject.facts(in: words) + served(subject))
        }
      }
    }
    remainder(of: plan.subjects.count, shown: Page.listedSubjects, in: "data/plan.json")
  }

  /// What the replies say about who gave them, in all cells that asked the subject.
  private func served(_ subject: SubjectPlan) -> [(String, String)] {
    let cells = plan.nodes.filter { node in
      if case .evaluate(let work) = node.work { work.subject.utf8.elementsEqual(subject.id.utf8) } else { false }
    }
    func told(_ name: String) -> String? {
      var texts: [String] = []
      for cell in cells {
        for trial in results(of: cell.id) {
          if case .text(let text)? = trial.value(name), !texts.contains(text) { texts.append(text) }
        }
      }
      return texts.isEmpty ? nil : texts.joined(separator: ", ")
    }
    let model = (words.saysItIs, told("endpoint-model") ?? words.tellsNoModel)
    return [model, (words.itsConfiguration, told("endpoint-fingerprint") ?? words.tellsNoConfiguration)]
  }

  /// Names and values in two columns.
  func facts(_ facts: [(String, String)]) -> Markup {
    tag("dl", .class("facts")) {
      for (name, value) in facts {
        tag("div") {
          tag("dt", text: name)
          tag("dd", text: shortened(value, to: 600))
        }
      }
    }
  }
}

extension SubjectPlan {
  /// What readers call it: its model where the plan names one, else its id.
  var name: String { access.settings.values["model"]?.text ?? id }

  /// Where it is reached, without what could be secret.
  var address: String? { access.settings.values["url"]?.text.map(bareAddress) }

  /// Its settings without secrets: a credential is a label, of an address the user and the query are left out.
  func facts(in words: PageWords) -> [(String, String)] {
    access.settings.values.members.compactMap { member in
      switch member.value {
      case .null, .array([]): nil
      case .string(let url) where member.name == "url": (words.address, bareAddress(url))
      case .object(let object) where object.members.isEmpty: nil
      default: (member.name == "model" ? words.model : member.name, plainText(member.value, in: words.language))
      }
    }
  }
}

/// An address without what could be secret in it: user, password, query and fragment.
private func bareAddress(_ url: String) -> String {
  let bare = url.prefix { $0 != "?" && $0 != "#" }
  guard let at = bare.lastIndex(of: "@"), let slashes = bare.firstRange(of: "//"), slashes.upperBound <= at else { return String(bare) }
  return String(bare[..<slashes.upperBound]) + String(bare[bare.index(after: at)...])
}
