import Foundation
import Record
import Report
import TestSupport
import Testing

/// Looks at the pages in frames of a phone's and a desk's width, then drives the index by its address.
private let harness = """
  <!DOCTYPE html><meta charset="utf-8"><body style="margin:0"><pre id="found"></pre>
  <iframe src="index.html" width="360" height="900"></iframe><iframe src="zh/index.html" width="360" height="900"></iframe>
  <iframe src="SYSTEM" width="360" height="900"></iframe><iframe src="verify.html" width="360" height="900"></iframe>
  <iframe src="index.html#w=1,0,0&k=server&a=SLUG&b=OTHER" width="1200" height="900"></iframe>
  <script>
  console.error("canary");
  window.onload = () => {
    const found = [];
    for (const frame of document.querySelectorAll("iframe")) {
      const page = frame.contentDocument, width = frame.clientWidth;
      if (page.documentElement.scrollWidth > width) found.push(`overflow at ${width} of ${frame.src.split("/").pop()}: ${page.documentElement.scrollWidth}`);
    }
    const chosen = document.querySelectorAll("iframe")[4].contentDocument;
    const scores = page => [...page.querySelectorAll("#board tbody tr")].map(row => row.cells[3].textContent).join(" ");
    const plain = document.querySelectorAll("iframe")[0].contentDocument;
    if (chosen.getElementById("own-weights").hidden) found.push("the weights of the address are not taken");
    if (scores(chosen) === scores(plain)) found.push("the scores do not follow the weights");
    if (!chosen.querySelector("#comparison table")) found.push("the comparison of the address is not shown");
    if (chosen.getElementById("weight-value-0").textContent !== "1") found.push("the slider does not show the weight");
    const slider = chosen.getElementById("weight-1"), before = scores(chosen);
    slider.value = "50"; slider.dispatchEvent(new Event("input"));
    if (scores(chosen) === before || !document.querySelectorAll("iframe")[4].contentWindow.location.hash.includes("w=1%2C50%2C0")) found.push("a slider does nothing");
    const plot = chosen.querySelector("details.plot"); plot.open = true;
    setTimeout(() => {
      if (!plot.querySelector("svg")) found.push("no plot is drawn");
      document.getElementById("found").textContent = found.length ? found.join("; ") : "nothing wrong";
    }, 50);
  };
  </script>
  """

@Suite(.enabled(if: Browser.installed != nil, "Chromium is not installed: apt-get install chromium"))
struct SiteBrowserTests {
  private func site() throws -> (folder: TemporaryFolder, files: [SiteFile]) {
    let files = try renderSite(try SiteSample(seed: 7, mean: .geometric).input(), in: [.en, .zh], digest: digest)
    let folder = try TemporaryFolder()
    try files.write(to: folder)
    return (folder, files)
  }

  @Test func `the pages fit a phone, follow their address, and log nothing`() throws {
    let browser = try #require(Browser.installed)
    let (folder, files) = try site()
    let systems = files.filter { $0.path.hasPrefix("systems/") && $0.path.hasSuffix(".html") }.map(\.path)
    let slugs = systems.map { String($0.dropFirst(8).dropLast(5)) }
    try folder.write(
      harness.replacing("SYSTEM", with: systems[0]).replacing("SLUG", with: slugs[0]).replacing("OTHER", with: slugs[1]), to: "harness.html"
    )
    let seen = try browser.document(of: folder.path("harness.html"), .light, profile: folder.path("profile"))
    #expect(seen.output.contains("<pre id=\"found\">nothing wrong"), "\(seen.output.prefix(900))")
    let logged = seen.talk.split(separator: "\n").filter { $0.contains(":CONSOLE") }
    #expect(logged.count == 1 && logged.first?.contains("canary") == true, "\(logged)")
  }

  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason))
  func `axe-core finds nothing in any kind of page, in both languages`() throws {
    let browser = try #require(Browser.installed)
    let axe = try OutsidePython.run("axe.py", []).output
    let (folder, files) = try site()
    let system = files.first { $0.path.hasPrefix("systems/") }?.path ?? ""
    for path in ["index.html", "verify.html", system, "zh/index.html"] {
      // The policy of the page would not let another script in.
      let page = files.text(path).replacing("http-equiv=\"Content-Security-Policy\"", with: "name=\"no-policy\"")
      let run = """
        <pre id="axe"></pre><script>\(axe)</script><script>
        axe.run(document.querySelector(".sheet")).then(found => { document.getElementById("axe").textContent =
        "axe: " + (found.violations.map(v => v.id + " " + v.nodes.slice(0, 3).map(n => n.html).join(" ")).join("; ") || "nothing") + "."; });
        </script></body>
        """
      try folder.write(page.replacing("</body>", with: run), to: "axe.html")
      let seen = try browser.document(of: folder.path("axe.html"), .light, profile: folder.path("profile")).output
      let found = seen.split(separator: "<pre id=\"axe\">").last.map { String($0.prefix(600)) } ?? ""
      #expect(found.hasPrefix("axe: nothing."), "\(path): \(found)")
    }
  }
}

private let lookFolder = ProcessInfo.processInfo.environment["ETALON_LOOK"]

/// For a person's eyes: a site of samples in a folder of their choice, small and large.
@Test(.enabled(if: lookFolder != nil, "set ETALON_LOOK to a folder to look at the site"))
func `a site of samples is written where it can be looked at`() throws {
  let folder = try #require(lookFolder)
  for (name, count) in [("small", 6), ("large", 1000)] {
    var sample = try SiteSample(seed: 1, mean: .geometric, systems: count, terms: 9).input()
    sample.title = "\(count) systems"
    for file in try renderSite(sample, in: [.en, .zh], digest: digest) {
      let url = URL(filePath: "\(folder)/\(name)/\(file.path)")
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: url)
    }
  }
}
