internal import Record
internal import Text

extension Importer {
  /// HumanEval: functions to complete, with the tests that judge them.
  static let humanEval = Importer(
    word: "human-eval", summary: "HumanEval's JSON Lines: `task_id`, `prompt`, `entry_point`, `canonical_solution` and `test`.",
    endings: [".jsonl", ".jsonl.gz"]
  ) { source throws(ImportFault) in
    var records: [JSON.Object] = []
    for (fields, place) in try source.objects() {
      for name in ["task_id", "prompt", "entry_point", "canonical_solution", "test"] where fields[name]?.text == nil {
        throw source.fault(place, "has no text in \"\(name)\"", help: "each problem of HumanEval has one there")
      }
      records.append(fields)
    }
    var task = ImportedTask(
      "human-eval", title: "HumanEval: functions to complete", records: records, id: "task_id", input: "prompt", fields: [])
    task.origin = "https://github.com/openai/human-eval"
    let prompt = "Complete the following Python function. Answer with the whole function in one fenced code block.\n\n{input}"
    task.subjects = [("interpreter", "{ python: { seconds: 10 } }")]
    task.asking = [
      ("prompt", ImportedTask.yaml(prompt)), ("extract", "[code, whole]"), ("scorer", "{ code-tests: { interpreter: interpreter } }"),
      ("generation", "{ max-tokens: 1024, temperature: 0 }"),
    ]
    task.notes = ["the original lets a base model go on with the text itself, and cuts its completion at stop sequences"]
    return task
  }
}
