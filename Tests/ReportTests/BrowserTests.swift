import Foundation
import Record
import Report
import TestSupport
import Testing

/// A page around the report that measures it at the widths of a phone and a desk, and says what it found.
private let harness = """
  <!DOCTYPE html><meta charset="utf-8"><body style="margin:0"><pre id="found"></pre>
  <iframe src="report.html" width="360" height="900"></iframe><iframe src="report.html" width="390" height="900"></iframe>
  <iframe src="report.html" width="1200" height="900"></iframe>
  <script>
  console.error("canary");
  const found = [];
  function light(text) {
    const part = text.match(/[\\d.]+/g).map(Number);
    const linear = part.slice(0, 3).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return { alpha: part.length > 3 ? part[3] : 1, value: 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] };
  }
  function ground(view, element) {
    for (let at = element; at; at = at.parentElement) {
      const tone = light(view.getComputedStyle(at).backgroundColor);
      if (tone.alpha === 1) return tone.value;
    }
    return 1;
  }
  function inspect(frame) {
    const view = frame.contentWindow, page = frame.contentDocument, width = frame.clientWidth;
    if (page.documentElement.scrollWidth > width) found.push(`overflow at ${width}: ${page.documentElement.scrollWidth}`);
    for (const element of page.querySelectorAll("body *")) {
      const box = element.getBoundingClientRect();
      if (box.width && box.right > width + 1 && !element.closest(".scroll, pre, svg"))
        found.push(`beyond the edge at ${width}: ${element.tagName}.${element.className}`);
      const writes = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
      if (!writes || element.closest("title, desc")) continue;
      const style = view.getComputedStyle(element);
      const ink = light(element instanceof view.SVGElement ? style.fill : style.color).value, paper = ground(view, element);
      const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
      if (contrast < 4.5) found.push(`contrast ${contrast.toFixed(2)}: ${element.tagName}.${element.getAttribute("class")}`);
      if (element.tagName === "text" && box.width) {
        const drawing = element.closest("svg").getBoundingClientRect();
        if (box.left < drawing.left - 18 || box.right > drawing.right + 18) found.push(`cut text at ${width}: ${element.textContent}`);
      }
    }
    if (page.querySelectorAll("svg[role=img]").length < 10) found.push("too few drawings");
  }
  window.onload = () => {
    for (const frame of document.querySelectorAll("iframe")) inspect(frame);
    const scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    document.getElementById("found").textContent = `scheme ${scheme}; ` + (found.length ? [...new Set(found)].slice(0, 60).join("; ") : "nothing wrong");
  };
  </script>
  """

@Suite(.enabled(if: Browser.installed != nil, "Chromium is not installed: apt-get install chromium"))
struct BrowserTests {
  @Test(arguments: Browser.Scheme.allCases)
  func `in a browser nothing overflows, nothing is too pale and nothing is logged`(scheme: Browser.Scheme) throws {
    let browser = try #require(Browser.installed)
    let folder = try TemporaryFolder()
    try folder.write(renderReport(SampleInput().input), to: "report.html")
    try folder.write(harness, to: "harness.html")
    let seen = try browser.document(of: folder.path("harness.html"), scheme, profile: folder.path("profile"))
    #expect(seen.output.contains("scheme \(scheme); nothing wrong"), "\(seen.output.prefix(4000))")
    let logged = seen.talk.split(separator: "\n").filter { $0.contains(":CONSOLE") }
    // The harness logs one line itself, so that silence is known to be heard.
    #expect(logged.count == 1 && logged.first?.contains("canary") == true, "\(logged)")
  }

  @Test(arguments: Browser.Scheme.allCases)
  func `a page of ten thousand items is soon there, and nothing in it overflows`(scheme: Browser.Scheme) throws {
    let browser = try #require(Browser.installed)
    let folder = try TemporaryFolder()
    let items = (0..<10_000).map { SampleEvaluation.item($0, right: $0 % 3 > 0, category: "category \($0 % 7)") }
    try folder.write(renderReport(SampleEvaluation.input(items)), to: "report.html")
    // The whole inspection looks at every element; at this size the width of the page alone is asked.
    let widths = """
      <!DOCTYPE html><body><pre id="found"></pre><iframe src="report.html" width="360" height="900"></iframe><script>
      window.onload = () => { const page = document.querySelector("iframe").contentDocument;
      // Whatever is out of sight has no style yet; to count it, all of it gets one at once.
      for (const group of page.querySelectorAll(".item-group")) group.style.contentVisibility = "visible";
      const select = page.querySelector("select"), count = () => [...page.querySelectorAll(".item")]
        .filter(item => item.checkVisibility()).length;
      const before = count(); select.selectedIndex = 2;
      document.getElementById("found").textContent = `width ${page.documentElement.scrollWidth}; ${before} then ${count()}`; };
      </script>
      """
    try folder.write(widths, to: "harness.html")
    let seen = try browser.document(of: folder.path("harness.html"), scheme, profile: folder.path("profile"))
    #expect(
      seen.output.contains("width 360; 10000 then 3334") || seen.output.contains("width 360; 10000 then 6666"), "\(seen.output.prefix(600))"
    )
  }

  @Test func `an evaluation's items fit into the page`() throws {
    let browser = try #require(Browser.installed)
    let folder = try TemporaryFolder()
    let wide = String(repeating: "wide", count: 80)
    let items = [
      SampleEvaluation.item(0, question: wide, reply: wide + "2" + wide, category: wide), SampleEvaluation.error(1),
      SampleEvaluation.item(2, right: false),
    ]
    let page = String(decoding: renderReport(SampleEvaluation.input(items)), as: UTF8.self)
    try folder.write(page.replacing("<details", with: "<details open"), to: "report.html")
    try folder.write(harness.replacing("length < 10", with: "length < 4"), to: "harness.html")
    let seen = try browser.document(of: folder.path("harness.html"), .light, profile: folder.path("profile"))
    #expect(seen.output.contains("scheme light; nothing wrong"), "\(seen.output.prefix(4000))")
  }

  @Test func `the check sees a page that is too wide and too pale`() throws {
    let browser = try #require(Browser.installed)
    let folder = try TemporaryFolder()
    let page = String(decoding: renderReport(SampleInput().input), as: UTF8.self)
    try folder.write(page.replacing("</style>", with: "body{min-width:800px}.lead{color:#bbb}</style>"), to: "report.html")
    try folder.write(harness, to: "harness.html")
    let seen = try browser.document(of: folder.path("harness.html"), .light, profile: folder.path("profile"))
    #expect(seen.output.contains("overflow at 360") && seen.output.contains("contrast 1."), "\(seen.output.prefix(4000))")
  }

  @Test func `names without a place to break stay inside the page`() throws {
    let browser = try #require(Browser.installed)
    let folder = try TemporaryFolder()
    var input = SampleInput().input
    let name = String(repeating: "wide", count: 60)
    input.plan.title = name
    input.plan.nodes[0].coordinates[0].value = name
    input.plan.nodes[4].workload = name
    input.scores.score[0].id = name
    input.scores.claims[0].text = name
    input.environment.fields[name] = FingerprintField(.result, probed: .string(name))
    input.inputs.files[0].source = name
    input.measurements.trials[0].series[0].name = name
    try folder.write(renderReport(input), to: "report.html")
    try folder.write(harness, to: "harness.html")
    let seen = try browser.document(of: folder.path("harness.html"), .light, profile: folder.path("profile"))
    #expect(seen.output.contains("scheme light; nothing wrong"), "\(seen.output.prefix(4000))")
  }
}

private let lookFolder = ProcessInfo.processInfo.environment["ETALON_LOOK"]

/// For a person's eyes: the sample page and pictures of it, in a folder of their choice.
@Test(.enabled(if: lookFolder != nil, "set ETALON_LOOK to a folder to look at the page"))
func `the sample page is written where it can be looked at`() throws {
  let folder = try #require(lookFolder)
  let page = folder + "/report.html"
  try Data(renderReport(SampleInput().input)).write(to: URL(filePath: page))
  guard let browser = Browser.installed else { return }
  let profile = try TemporaryFolder()
  // No window is narrower than 500 pixels, so the phone is a frame inside one.
  let phone = try profile.write(
    "<body style='margin:0'><iframe src='\(page)' style='border:0;width:390px;height:6000px'></iframe>", to: "phone.html")
  for scheme in Browser.Scheme.allCases {
    try browser.picture(
      of: page, width: 1200, height: 8000, scheme, to: "\(folder)/1200-\(scheme).png", profile: profile.path("profile"))
    try browser.picture(
      of: phone, width: 500, height: 6000, scheme, to: "\(folder)/390-\(scheme).png", profile: profile.path("profile"))
  }
}
