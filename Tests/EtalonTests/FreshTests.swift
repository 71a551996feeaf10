import Foundation
import TestSupport
import Testing

@Suite struct `Fresh items` {
  /// A folder with one document of templates and a spec that draws from it.
  private struct Bench {
    let etalon: Etalon
    let folder: TemporaryFolder

    init(format: String, head: String = "seed: 7", claims: String = "", scorers: String = "[exact-match]") throws {
      (etalon, folder) = (try Etalon(), try TemporaryFolder())
      try folder.write(try Repository.bytes(of: Repository.path("specs/templates/arithmetic.yaml")), to: "inputs/arithmetic.yaml")
      let digest = try etalon.shell("sha256sum inputs/arithmetic.yaml", in: folder.path).output.prefix(64)
      try folder.write(
        """
        etalon: 1
        name: fresh
        \(head)
        targets: { host: { threads: 1 } }
        datasets:
          items: { file: inputs/arithmetic.yaml, sha256: \(digest), format: { template: \(format) } }
        subjects: { model: { endpoint: { url: "http://127.0.0.1:9/v1", model: any } } }
        workloads:
          asked: { evaluate: model, dataset: items, prompt: "{input}", scorers: \(scorers) }
        \(claims)

        """, to: "spec.yaml")
    }

    func callAsFunction(_ line: String) throws -> Finished { try etalon.shell("etalon \(line)", in: folder.path) }

    /// Runs the spec against somebody who knows what a line of `template expand` gives, and returns the folder of the bundle.
    func run(knowing expansion: String, _ options: String = "") throws -> (talk: String, bundle: String) {
      let known = try self("template expand inputs/arithmetic.yaml \(expansion)").output
      let server = try TestServer("key_server.py", [try folder.write(known, to: "known.jsonl")])
      let ran = try self(
        "run spec.yaml --allow network=127.0.0.1 --set subjects.model.endpoint.url=http://127.0.0.1:\(server.port)/v1 \(options)")
      return (ran.talk, ran.output.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }

  @Test func `follow from the seed of the plan, and are derived again from the document`() throws {
    let bench = try Bench(format: "{ count: 6 }")
    let (talk, bundle) = try bench.run(knowing: "--seed 7 --count 6")
    #expect(talk.contains("accuracy 1.000"), "\(talk)")
    let verified = try bench("verify \(bundle) --inputs inputs")
    #expect(verified.output.contains("intact         holds"), "\(verified.output)")
    #expect(try bench("verify \(bundle)").output.contains("its answers were not scored again"))
  }

  @Test func `follow from the pulse of a beacon, which comes after the plan`() throws {
    let bench = try Bench(format: "{ count: 3 }", head: "seed: 7\nbeacon: nist")
    let pulse = try TestBeacon.published()
    try bench.folder.write(pulse, to: "pulse.json")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(pulse)) as? [String: Any])
    let value = try #require((object["pulse"] as? [String: Any])?["outputValue"] as? String).lowercased()
    let (talk, bundle) = try bench.run(knowing: "--seed 7 --count 3 --pulse \(value)", "--pulse pulse.json")
    #expect(talk.contains("accuracy 1.000"), "\(talk)")
    #expect(try bench("verify \(bundle) --inputs inputs").output.contains("intact         holds"))
    #expect(try bench.run(knowing: "--seed 7 --count 3", "--pulse pulse.json").talk.contains("accuracy 0"))
  }

  @Test func `beside published ones measure a contamination, which claims can use`() throws {
    let bench = try Bench(
      format: "{ count: 90, published: 1 }", claims: "claims: [asked.gap < 0.3, asked.gap-p < 0.01, asked.placebo-p > 0.01]",
      scorers: "[exact-match, contamination]")
    let planned = try bench("plan spec.yaml --format outline")
    #expect(planned.output.contains("gap    asked: 30 published items against as many fresh ones show a gap of 24.6 points"))
    let (talk, bundle) = try bench.run(knowing: "--seed 1 --count 30")
    #expect(talk.contains("fails  asked.gap < 0.3") && talk.contains("holds  asked.gap-p < 0.01"), "\(talk)")
    #expect(talk.contains("holds  asked.placebo-p > 0.01"), "\(talk)")
    #expect(try bench("verify \(bundle) --inputs inputs").output.contains("intact         holds"))
  }

  @Test func `are not asked where a plan claims more than it can decide`() throws {
    let bench = try Bench(format: "{ count: 90, published: 1 }", claims: "claims: [asked.gap < 0.1]", scorers: "[contamination]")
    let planned = try bench("plan spec.yaml")
    #expect(planned.status == 2 && planned.talk.contains("error[undecidable-claim]"), "\(planned.talk)")
    let checked = try bench("check spec.yaml")
    #expect(checked.status == 2 && checked.talk.contains("error[undecidable-claim]"), "\(checked.talk)")
    let same = try Bench(format: "{ count: 90, published: 7 }")
    #expect(try same("check spec.yaml").talk.contains("both arms would be the same"))
  }

  @Test func `cannot be checked without their templates`() throws {
    let bench = try Bench(format: "{ count: 6 }")
    try FileManager.default.removeItem(atPath: bench.folder.path("inputs/arithmetic.yaml"))
    let checked = try bench("check spec.yaml")
    #expect(checked.status == 2 && checked.talk.contains("error[input-missing]"), "\(checked.talk)")
  }

  @Test func `are checked at their place, before anything runs`() throws {
    let bench = try Bench(format: "{ count: 6, language: zh }")
    let text = String(decoding: try Repository.bytes(of: bench.folder.path("inputs/arithmetic.yaml")), as: UTF8.self)
    try bench.folder.write(text.replacing("total: a * b + c * d", with: "total: a * b + c * e"), to: "inputs/arithmetic.yaml")
    let checked = try bench("template check inputs/arithmetic.yaml")
    #expect(checked.status == 2 && checked.talk.contains("error[template-unknown-name]") && checked.talk.contains("arithmetic.yaml:16:26"))
    let digest = try bench.etalon.shell("sha256sum inputs/arithmetic.yaml", in: bench.folder.path).output.prefix(64)
    let spec = try bench("check spec.yaml --set datasets.items.sha256=\(digest)")
    #expect(spec.status == 2 && spec.talk.contains("error[bad-template]: no variable is called `e`"), "\(spec.talk)")
    let sound = try Etalon()("template", "check", "specs/templates/arithmetic.yaml", "--wanted", "100")
    #expect(sound.status == 0 && sound.output.contains("at least") && sound.output.contains("brackets"), "\(sound.output)\(sound.talk)")
  }

  @Test func `end where a document gives no more`() throws {
    let bench = try Bench(format: "{ count: 6 }")
    try bench.folder.write(
      "etalon-templates: 1\nname: few\ntemplates: { t: { variables: { a: { integer: [1, 3] } }, wording: { en: \"{a}?\" }, answer: a } }\n",
      to: "few.yaml")
    let expanded = try bench("template expand few.yaml --count 4")
    #expect(expanded.status == 2 && expanded.output.split(separator: "\n").count == 3 && expanded.talk.contains("error[template-too-few]"))
  }

  @Test func `come from templates of GSM-Symbolic where they are pure`() throws {
    let bench = try Bench(format: "{ count: 6 }")
    let question =
      "{name,Ann} buys {n,20} {fruit,apples} for {p,3} coins each and sells {k,12} of them to {who,Ben}. How much are the others worth?\\n\\n"
      + "#init:\\n- name, who = sample(names, 2)\\n- fruit = sample([\\\"pears\\\", \\\"plums\\\"])\\n- $n = range(10, 40, 2)\\n- $p = range(2, 9)\\n"
      + "- $k = range(1, 9)\\n\\n#conditions:\\n- is_int(n/2)\\n- 1 < k < n\\n- divides(n * p, 4)\\n\\n#answer: (n - k) * p + 7//8"
    try bench.folder.write("{\"id_orig\": 12, \"question_annotated\": \"\(question)\"}", to: "gsm.json")
    let imported = try bench("import gsm-symbolic gsm.json -o out")
    #expect(imported.status == 0 && imported.output == "out/gsm.yaml\n", "\(imported.talk)")
    #expect(try bench("check out/gsm.yaml").status == 0)
    let checked = try bench("template check out/gsm-templates.yaml --wanted 100")
    #expect(checked.status == 0 && checked.output.contains("gsm-12"), "\(checked.talk)\(checked.output)")
    try bench.folder.write(
      "{\"question_annotated\": \"\(question.replacing("range(10, 40, 2)", with: "numbers_within(2, 4)"))\"}", to: "impure.json")
    let refused = try bench("import gsm-symbolic impure.json -o out")
    #expect(
      refused.status == 2 && refused.talk.contains("uses `numbers_within` in a way that stands outside the template"), "\(refused.talk)")
  }
}
