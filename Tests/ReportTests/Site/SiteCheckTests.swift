import Foundation
import Record
import Report
import TestSupport
import Testing

/// Drops a folder onto the page that checks bundles, as a hand would, and shows what the page finds.
private let harness = """
  <!DOCTYPE html><meta charset="utf-8"><pre id="found"></pre>
  <iframe src="verify.html" width="900" height="900"></iframe>
  <script type="application/json" id="bundles">BUNDLES</script>
  <script>
  const bundles = JSON.parse(document.getElementById("bundles").textContent), found = [];
  const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  // The entries that a browser makes of a dropped folder; a reader gives its children in two readings and then none.
  const entry = (name, tree) => typeof tree === "string"
    ? { name, isFile: true, file: good => good(new File([bytes(tree)], name)) }
    : { name, isFile: false, createReader: () => {
        const inner = Object.entries(tree).map(([n, t]) => entry(n, t)), parts = [inner.slice(0, 3), inner.slice(3), []].filter((p, i) => p.length || i === 2);
        return { readEntries: good => good(parts.shift() ?? []) };
      } };
  // A turn of the event loop that takes none of the browser's virtual time, which runs on while digests are computed.
  const next = () => new Promise(done => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { channel.port1.close(); done(); };
    channel.port2.postMessage(0);
  });
  window.onload = async () => {
    const page = document.querySelector("iframe").contentWindow, by = id => page.document.getElementById(id);
    for (const [name, key, tree] of bundles) {
      by("key").value = key;
      by("state").textContent = "";
      by("checks").replaceChildren();
      const event = new page.Event("drop", { cancelable: true });
      Object.defineProperty(event, "dataTransfer", { value: { items: [{ webkitGetAsEntry: () => entry("bundle", tree) }] } });
      by("drop").dispatchEvent(event);
      for (let turn = 0; turn < 1e6 && !by("checks").children.length; turn += 1) await next();
      const lines = [...by("checks").children].map(line => line.firstChild.className + " " + line.textContent);
      found.push("== " + name, by("state").textContent, ...lines);
    }
    document.getElementById("found").textContent = found.join("\\n") + "\\n== end";
  };
  </script>
  """

/// The page that checks a bundle, with a published bundle and what an attacker makes of it.
@Suite(.enabled(if: Browser.installed != nil, "Chromium is not installed: apt-get install chromium"))
struct SiteCheckTests {
  private static let bundle = "results/quickstart-reference"

  /// The files of the published bundle by path.
  private static func files() throws -> [String: Data] {
    let root = Repository.path(bundle)
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
      var isFolder: ObjCBool = false
      guard unsafe FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder), !isFolder.boolValue else { continue }
      files[path] = try Data(contentsOf: URL(filePath: "\(root)/\(path)"))
    }
    return files
  }

  /// Nested objects as the harness reads them, each file in base64.
  private static func tree(_ files: [String: Data]) -> [String: Any] {
    var tree: [String: Any] = [:]
    let folders = Dictionary(grouping: files.keys.filter { $0.contains("/") }) { String($0.prefix { $0 != "/" }) }
    for (path, bytes) in files where !path.contains("/") { tree[path] = bytes.base64EncodedString() }
    for (folder, paths) in folders {
      let inner = paths.map { (String($0.dropFirst(folder.count + 1)), files[$0] ?? Data()) }
      tree[folder] = self.tree(Dictionary(inner) { first, _ in first })
    }
    return tree
  }

  /// The bundle with a manifest of the files as they are: what an attacker does who knows the format.
  private static func sealed(_ files: [String: Data]) -> [String: Data] {
    let lines = files.keys.filter { $0.hasPrefix("data/") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map {
      "\(digest(Array(files[$0] ?? Data())).hex)  \($0)\n"
    }
    return files.merging(["manifest-sha256.txt": Data(lines.joined().utf8)]) { $1 }
  }

  @Test func `a whole bundle passes with its key, and each change of it is refused for its reason`() throws {
    let browser = try #require(Browser.installed)
    let files = try Self.files()
    let key = try Repository.text(of: Repository.path("results/quickstart-reference.pub"))
    let other = try Repository.text(of: Repository.path("specs/scales/etalon-scales.pub"))
    let scores = String(decoding: try #require(files["data/scores.json"]), as: UTF8.self)
    // Ten or a hundred times the total that the metrics give.
    let total = try #require(scores.range(of: "\"total\":"))
    let value = try #require(scores.range(of: "\"value\":", range: total.upperBound..<scores.endIndex))
    var higher = scores
    higher.insert("9", at: value.upperBound)
    let edited = files.merging(["data/scores.json": Data(higher.utf8)]) { $1 }
    // Ten times or more of every sample, under the metrics that the real ones gave.
    let measured = String(decoding: try #require(files["data/measurements.json"]), as: UTF8.self)
    let slower = measured.replacing(#""nanoseconds":["#, with: #""nanoseconds":["9"#).replacing(#"["9""#, with: #"["9"#)
    var lacking = files
    lacking["data/results.json"] = nil
    let cases: [(String, String, [String: Data])] = [
      ("whole", key, files), ("without a key", "", files), ("another key", other, files), ("edited", key, edited),
      ("edited and sealed", key, Self.sealed(edited)), ("lacking", key, lacking),
      ("other samples", key, Self.sealed(files.merging(["data/measurements.json": Data(slower.utf8)]) { $1 })),
      ("more", key, files.merging(["data/more.json": Data("{}".utf8)]) { $1 }), ("no bundle", key, ["readme.txt": Data("x".utf8)]),
    ]
    let json = try JSONSerialization.data(withJSONObject: cases.map { [$0.0, $0.1, Self.tree($0.2)] as [Any] })
    let folder = try TemporaryFolder()
    let site = try renderSite(try SiteSample(seed: 7, mean: .geometric).input(), in: [.en], digest: digest)
    try site.write(to: folder)
    try folder.write(harness.replacing("BUNDLES", with: String(decoding: json, as: UTF8.self)), to: "harness.html")
    let seen = try browser.document(of: folder.path("harness.html"), .light, profile: folder.path("profile")).output
    let found = seen.split(separator: "== ").map(String.init)
    func part(_ name: String) -> String { found.first { $0.hasPrefix(name + "\n") } ?? "nothing of \(name): \(seen.suffix(600))" }
    #expect(
      !part("whole").contains("bad ") && ["Signature", "Metrics", "Score"].allSatisfy { part("whole").contains("good \($0)") },
      "\(part("whole"))")
    #expect(part("without a key").contains("warn Signature") && !part("without a key").contains("bad "), "\(part("without a key"))")
    #expect(part("another key").contains("bad Signature"), "\(part("another key"))")
    #expect(part("edited").contains("bad Manifest"), "\(part("edited"))")
    #expect(
      part("edited and sealed").contains("bad Signature") && part("edited and sealed").contains("bad Score"), "\(part("edited and sealed"))"
    )
    #expect(part("other samples").contains("bad Metrics"), "\(part("other samples"))")
    #expect(part("lacking").contains("bad Manifest") && part("more").contains("bad Manifest"), "\(part("lacking"))\(part("more"))")
    #expect(part("no bundle").contains("bad "), "\(part("no bundle"))")
  }
}
