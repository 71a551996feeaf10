internal import Record

// The page that checks a bundle in the browser, and says what it does not check.
extension Site {
  var verifyPage: Markup {
    page(
      "\(say(.checkTitle)) · Etalon", path: "verify.html", scripts: [exactScript, deriveScript, checkScript],
      data: ["words": .object(JSON.Object(SiteText.allCases.map { JSON.Object.Member($0.rawValue, .string(say($0))) }))]
    ) {
      tag("header", .class("masthead")) {
        tag("p", .class("eyebrow"), text: "Etalon")
        tag("h1", text: say(.checkTitle))
        tag("p", .class("subtitle"), text: say(.checkLead))
        links(path: "verify.html")
      }
      tag("main", .id("main")) {
        tag("noscript") { tag("p", .class("notice warn"), content: { codes(say(.needsScript)) }) }
        tag("section", .class("scripted"), Attribute("hidden", "")) {
          tag("div", .id("drop")) {
            tag("label") {
              say(.chooseFolder) + " "
              void("input", .id("folder"), Attribute("type", "file"), Attribute("multiple", ""), Attribute("webkitdirectory", ""))
            }
            tag("p", .class("fine"), text: say(.dropHere))
          }
          tag("div", .class("controls")) {
            tag("label") {
              say(.publicKey)
              tag("textarea", .id("key"), Attribute("rows", "3"), Attribute("spellcheck", "false"), text: "")
            }
          }
          tag("p", .id("state"), Attribute("role", "status"), text: "")
          tag("ul", .id("checks"), .class("checks"), text: "")
        }
        tag("section") {
          tag("h2", text: say(.limits))
          tag("ul", .class("plain-list")) { [SiteText.limit1, .limit2, .limit3].map { text in tag("li") { codes(say(text)) } } }
        }
      }
    }
  }
}
