import Attest
import Record
import Spec
import Testing

@testable import Interpreter

/// Imports a text, with others beside it.
private func imported(_ kind: String, _ text: String, name: String, beside: [String: String] = [:]) throws -> Imported {
  let importer = try #require(Importer.all.first { $0.word == kind })
  return try importer.imported(ImportSource(name: name, bytes: Array(text.utf8)) { beside[$0].map { Array($0.utf8) } }, license: "MIT")
}

/// The lines of what was imported, each parsed.
private func records(_ imported: Imported) throws -> [JSON] {
  try imported.data.split(separator: 0x0A).map { try JSON(parsing: Array($0)) }
}

/// The spec has a plan, and the data are read as it declares them.
private func read(_ imported: Imported) throws -> [EvaluationItem] {
  let source = SourceFile(name: imported.specFile, bytes: Array(imported.spec.utf8), digest: SHA256.digest(of: Array(imported.spec.utf8)))
  let (planned, diagnostics) = makePlan(from: source, in: PlanningContext(catalogue: .current))
  #expect(diagnostics.human() == "")
  let input = try #require(planned?.plan.input("items"))
  let reader = try ItemReader(imported.data, format: try #require(input.format), name: "items", seed: Seed(root: 1))
  #expect(try reader.checkedCount() == imported.count)
  var (cursor, items): (ItemReader.Cursor, [EvaluationItem]) = (reader.cursor(), [])
  while let item = try cursor.next() { items.append(item) }
  return items
}

struct `Imports of other layouts` {
  @Test func `MMLU's rows become choices with a letter, named after the file`() throws {
    let made = try imported(
      "mmlu", "\"What is 1+1, really?\",one,two,three,four,B\nNext?,a,b,c,d,A\n", name: "data/test/high_school_art_test.csv")
    let items = try read(made)
    #expect(items.map(\.id) == ["high_school_art-0", "high_school_art-1"])
    #expect(items.map(\.answers) == [["two"], ["a"]])
    #expect(items.first?.stratum == "high_school_art" && items.first?.input == "What is 1+1, really?")
    #expect(made.spec.contains("about  high school art."))
  }

  @Test func `solved questions that lie beside a table are shown before each question`() throws {
    let dev = ["../dev/art_dev.csv": "One?,${a},b,c,d,C\nTwo?,a,b,c,d,D\n"]
    let made = try imported("mmlu", "What?,one,two,three,four,B\n", name: "test/art_test.csv", beside: dev)
    _ = try read(made)
    #expect(made.spec.contains("shots: { from: dev, count: 2, text: \"{input}\\n{choices | lettered}\\nAnswer: {letter}\" }"))
    let source = SourceFile(name: "a.yaml", bytes: Array(made.spec.utf8), digest: SHA256.digest(of: []))
    let plan = try #require(makePlan(from: source, in: PlanningContext(catalogue: .current)).planned?.plan)
    #expect(plan.input("dev")?.items?.first?["choices"] == ["${a}", "b", "c", "d"])
  }

  @Test func `C-Eval's columns are found by their names, whatever else there is`() throws {
    let made = try imported("c-eval", "id,question,A,B,C,D,answer,explanation\n0,下列？,甲,乙,丙,丁,C,因为\n", name: "law_val.csv")
    let items = try read(made)
    #expect(items.first?.id == "law-0" && items.first?.answers == ["丙"] && items.first?.choices.count == 4)
  }

  @Test func `a published file becomes shards of its lines, the header of a table left out`() throws {
    let lines = (0..<21).map { "{\"q\":\($0)}" }
    let made = try imported("order-test", lines.joined(separator: "\n") + "\n", name: "data/anatomy.jsonl")
    let items = try read(made)
    // What is left of one line has no order.
    #expect(items.map(\.id) == ["shard-0", "shard-1"] && items.allSatisfy { $0.input == "anatomy.jsonl" })
    #expect(try records(made).first?["shard"] == .array(lines.prefix(10).map { .string($0) }))
    #expect(made.spec.contains("api: completions") && made.spec.contains("order-test"))
    let table = try imported("order-test", "q,a\r\n1,2\r\n3,4\r\n", name: "t.csv")
    #expect(try records(table).first?["shard"] == ["1,2", "3,4"])
    #expect(throws: ImportFault.self) { try imported("order-test", "one line\n", name: "t.txt") }
  }

  @Test func `HumanEval's problems keep their tests`() throws {
    let line =
      #"{"task_id":"HumanEval/0","prompt":"def f():\n","entry_point":"f","canonical_solution":"  return 1\n","test":"assert f() == 1"}"#
    let item = try #require(try read(imported("human-eval", line, name: "HumanEval.jsonl")).first)
    #expect(item.id == "HumanEval/0" && item.input == "def f():\n" && item.answers == [])
    #expect(item.fields["test"] == "assert f() == 1" && item.fields["entry_point"] == "f")
  }

  @Test func `samples of evals keep their messages, and the registry says how they are judged`() throws {
    let samples = #"{"input":[{"role":"system","content":"Be brief."},{"role":"user","content":"1+1?"}],"ideal":["2","two"]}"#
    let registry =
      "sums:\n  id: sums.v0\nsums.v0:\n  class: evals.elsuite.basic.includes:Includes\n  args:\n    samples_jsonl: sums/samples.jsonl\n"
    let made = try imported("openai-evals", registry, name: "evals/sums.yaml", beside: ["../data/sums/samples.jsonl": samples])
    let item = try #require(try read(made).first)
    #expect(item.messages.map(\.text) == ["Be brief.", "1+1?"] && item.answers == ["2", "two"])
    #expect(made.name == "sums" && made.spec.contains("scorer: { contains: { words: false, case: false"))
    #expect(try read(imported("openai-evals", samples, name: "sums/samples.jsonl")).count == 1)
  }

  @Test func `tasks of BIG-bench are put as BIG-bench puts them`() throws {
    let task = #"""
      {"name":"odd","description":"Odd ones.","metrics":["multiple_choice_grade"],"task_prefix":"Look.",
       "examples":[{"input":"1 or 2?","target_scores":{"two":0,"one":1}},{"input":"1 or 2?","target_scores":{"two":0,"one":1}},
                   {"input":"3 or 4?","target_scores":{"four":0,"three":0.5}}]}
      """#
    let made = try imported("big-bench", task, name: "odd/task.json")
    let items = try read(made)
    #expect(items.count == 2, "what stands twice counts once")
    #expect(items.first?.input == "Look.\nQ: 1 or 2?\n  choice: one\n  choice: two\nA: ")
    #expect(items.map(\.answers) == [["one"], ["three"]])
    let open = try read(imported("big-bench", #"{"examples":[{"input":"2+2","target":["4","four"]}]}"#, name: "sum.json"))
    #expect(open.first?.answers == ["4", "four"])
  }

  @Test func `a task of the harness becomes the texts that the harness would send`() throws {
    let task = """
      task: sums
      dataset_path: json
      dataset_kwargs: { data_files: { test: sums.jsonl } }
      test_split: test
      output_type: generate_until
      description: "Add.\\n"
      doc_to_text: "Q: {{ question.strip() }} ({{meta['unit']}})\\nA:"
      doc_to_target: "{{answer}}"
      generation_kwargs: { until: ["\\n"], max_gen_toks: 8 }
      metric_list: [{ metric: exact_match }]
      """
    let documents = #"{"question":" 1+1? ","answer":2,"meta":{"unit":"m"}}"#
    let made = try imported("lm-eval", task, name: "tasks/sums.yaml", beside: ["sums.jsonl": documents])
    let item = try #require(try read(made).first)
    #expect(item.input == "Add.\nQ: 1+1? (m)\nA:" && item.answers == ["2"])
    #expect(made.spec.contains("max-tokens: 8"))
  }

  @Test func `choices of a harness task are lists, templates or fields`() throws {
    let task = """
      task: pick
      dataset_path: csv
      dataset_kwargs: { data_files: pick.csv }
      output_type: multiple_choice
      doc_to_text: q
      doc_to_choice: ["{{a}}", "{{b}}"]
      doc_to_target: label
      """
    let items = try read(imported("lm-eval", task, name: "pick.yaml", beside: ["pick.csv": "q,a,b,label\nx,one,two,1\n"]))
    #expect(items.first?.choices == ["one", "two"] && items.first?.answers == ["two"] && items.first?.input == "x")
  }

  @Test(arguments: [
    ("mmlu", "a,b\n", "x.csv", "a row has 2 fields"), ("mmlu", "q,1,2,3,4,E\n", "x.csv", "x.csv:1: `E` is not one of the letters"),
    ("c-eval", "id,question\n", "x.csv", "the header is not that of C-Eval"),
    ("c-eval", "id,question,A,B,C,D,answer\n0,q,1,2,3,4,\n", "x.csv", "x.csv:2"),
    ("human-eval", "{}", "x.jsonl", "x.jsonl:1: the line has no text in \"task_id\""),
    ("human-eval", "PAR1", "x.jsonl", "seems to be Parquet"),
    ("openai-evals", #"{"input":"x"}"#, "x.jsonl", "lacks `input` or `ideal`"),
    ("openai-evals", "a: { class: b }", "x.yaml", "judges in its own way"),
    ("openai-evals", "a: {}", "x.yaml", "0 entries with a `class`"), ("big-bench", "{}", "task.json", "there are no `examples`"),
    ("big-bench", "[", "task.json", "task.json:1: not JSON"),
    ("big-bench", #"{"examples":[{"input":"x"}]}"#, "task.json", "example 0 has no `target`"),
    ("big-bench", #"{"examples":[{"input":"x","target_scores":{"a":1,"b":1}}]}"#, "task.json", "no choice that is better"),
    ("big-bench", #"{"examples":[]}"#, "task.json", "holds no questions"),
    ("lm-eval", "task: x\ndoc_to_text: !function utils.f\n", "x.yaml", "x.yaml:2: `!function` names code"),
    ("lm-eval", "include: other.yaml", "x.yaml", "`include` leads out of the file"),
    ("lm-eval", "dataset_path: super_glue", "x.yaml", "come from `super_glue`"),
    ("lm-eval", "output_type: loglikelihood", "x.yaml", "output type `loglikelihood`"),
    ("lm-eval", "dataset_path: json\ndataset_kwargs: { data_files: there.jsonl }", "x.yaml", "there is no `there.jsonl`"),
  ])
  func `that cannot be made say why and where`(kind: String, text: String, name: String, message: String) {
    let fault = #expect(throws: ImportFault.self) { try imported(kind, text, name: name) }
    #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
  }

  @Test(arguments: [
    ("{% if x %}a{% endif %}", "statements of Jinja"), ("{{ a + b }}", "is not read"),
    ("{{ a | reverse }}", "the filter `reverse` is not read"),
    ("{{ missing }}", "there is no field `missing`"), ("{{ a", "without `}}`"), ("{{ list }}", "a list, not a text"),
    ("{{ half }}", "a number, not a text"),
  ])
  func `a template that is more than fields is refused, never guessed`(template: String, reason: String) {
    let refusal = #expect(throws: Jinja.Refusal.self) { try Jinja(template).filled(["a": "x", "list": [1], "half": 0.5]) }
    #expect(refusal?.reason.contains(reason) == true, "\(refusal?.reason ?? "")")
  }
}
