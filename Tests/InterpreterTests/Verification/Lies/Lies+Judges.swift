import Attest
import Foundation
import Record
import TestSupport

extension ExampleSpec {
  private static let pupil = "import sys; sys.stdin.read(); print('def add(a, b):\\n    return a + b')"
  private static func judge(_ grade: Int) -> String {
    "import sys; text = sys.stdin.read(); first, _, second = text.partition('[SECOND ANSWER'); bad = 'the weather'; "
      + "print(('Verdict: ' + ('second' if bad in first else 'first' if bad in second else 'tie')) if second else "
      + "'Grade: ' + ('1' if bad in text else '\(grade)'))"
  }

  /// Answers of a program to two questions, graded by a panel of two programs, compared by one of them, and run by an interpreter.
  static let judged = ExampleSpec(
    text: """
      etalon: 1
      name: judged
      seed: 3
      targets: { client: { device: cpu, threads: 1 } }
      datasets:
        questions:
          file: questions.jsonl
          sha256: DIGEST-questions
          license: CC0-1.0
          format: { jsonl: { input: q, answer: a } }
      subjects:
        pupil: { script: { script: \(quoted(pupil)) } }
        strict: { script: { script: \(quoted(judge(4))) } }
        kind: { script: { script: \(quoted(judge(5))) } }
        python: { python: {} }
      workloads:
        graded:
          evaluate: pupil
          target: client
          dataset: questions
          prompt: "{input}"
          scorer: { rubric: { judges: "strict kind", rubric: "It adds." } }
        compared:
          evaluate: pupil
          target: client
          dataset: questions
          items: 1
          prompt: "{input}"
          scorer: { pairwise: { judges: strict } }
        tested:
          evaluate: pupil
          target: client
          dataset: questions
          items: 2
          prompt: "{input}"
          scorer: { code-tests: { interpreter: python, samples: 1, k: 1 } }
      claims:
        - these(graded.quality) >= 0.5
      """,
    inputs: [
      "questions": #"{"q": "Write add.", "a": "lambda a, b: a + b", "test": "assert add(1, 2) == 3"}"# + "\n"
        + #"{"q": "Write add, please.", "a": "lambda a, b: b + a", "test": "assert add(1, 2) == 4"}"# + "\n"
    ])

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"") + "\""
  }
}

extension Forgery {
  /// Changes the transcripts of a trial; each item then names those that it has.
  mutating func transcripts(_ node: String, _ change: (inout [Transcript]) -> Void) throws {
    let place = try line(node)
    guard let digest = records.trials[place].transcripts, let bytes = files["data/transcripts/\(digest.hex)"] else {
      throw Nothing(what: "transcripts of \(node)")
    }
    var transcripts = try TrialLines.split(bytes).map { try Transcript(canonical: $0) }
    change(&transcripts)
    var (all, own) = ([UInt8](), [Int: [UInt8]]())
    for transcript in transcripts {
      let line = try transcript.canonicalBytes() + [0x0A]
      all += line
      if let item = transcript.exchange.item { own[item, default: []] += line }
    }
    records.trials[place].transcripts = add("transcripts", all)
    try items(node) { record in record.transcript = own[record.position].map { SHA256.digest(of: $0) } }
    dropStrays()
  }

  /// Changes the item records of a trial, with everything that names their file.
  mutating func items(_ node: String, _ change: (inout ItemRecord) -> Void) throws {
    let place = try line(node)
    guard let digest = records.trials[place].items, let bytes = files["data/items/\(digest.hex)"] else {
      throw Nothing(what: "items of \(node)")
    }
    var lines: [UInt8] = []
    for line in TrialLines.split(bytes) {
      var record = try ItemRecord(canonical: line)
      change(&record)
      lines += try record.canonicalBytes() + [0x0A]
    }
    let new = add("items", lines)
    records.trials[place].items = new
    try set("items", .digest(new), of: node)
    dropStrays()
  }

  /// Changes the replies to what scorers asked about an item.
  mutating func replies(_ node: String, to numbers: Set<Int>, item: Int = 0, _ reply: @escaping (String) -> String) throws {
    try transcripts(node) { transcripts in
      for place in transcripts.indices {
        guard case .query(item, let number) = transcripts[place].exchange, numbers.contains(number) else { continue }
        transcripts[place].response = reply(transcripts[place].response)
      }
    }
  }
}

extension Lie {
  /// Verdicts of judges and interpreters that were not given so.
  ///
  /// The panel's queries of an item: three of `strict` (answer, good control,
  /// bad control), then three of `kind`; the comparison's are the pair in both orders, then the control in both.
  static let aboutJudges: [Lie] = [
    told(.judges, .judged, "a judge gave a better grade", "rescored-differs") { try $0.replies("graded", to: [0]) { _ in "Grade: 5\n" } },
    told(.judges, .judged, "a judge's verdict is in the record and not in its reply", "rescored-differs") {
      try $0.items("graded") { $0.scores["rubric-judge-1"] = Rational(1) }
    },
    told(.judges, .judged, "the mean grade is better than the grades", "rescored-differs") {
      try $0.items("graded") { $0.scores["rubric-score"] = Rational(1) }
    },
    told(.judges, .judged, "the quality is better than the grades", "rescored-differs") { try $0.set("quality", .number(1), of: "graded") },
    told(.judges, .judged, "a judge got its control right", "rescored-differs") {
      try $0.items("graded") { record in record.scores["rubric-held"] = Rational(3) }
    },
    told(.judges, .judged, "a control was found bad that was found good", "rescored-differs") {
      try $0.replies("graded", to: [1]) { _ in "Grade: 1\n" }
    },
    told(.judges, .judged, "the controls were removed", "rescored-differs") {
      try $0.transcripts("graded") { $0.removeAll { [1, 2, 4, 5].contains($0.exchange.place.number) && $0.exchange.place.item >= 0 } }
    },
    told(.judges, .judged, "the controls were removed, and their counts", "rescored-differs") { forgery in
      try forgery.transcripts("graded") { $0.removeAll { [1, 2, 4, 5].contains($0.exchange.place.number) && $0.exchange.place.item >= 0 } }
      try forgery.items("graded") { record in
        for name in ["rubric-controls", "rubric-held", "rubric-needed"] { record.scores[name] = Rational(0) }
      }
    },
    told(.judges, .judged, "a member of the panel is gone", "rescored-differs") {
      try $0.transcripts("graded") { $0.removeAll { $0.exchange.place.number > 2 } }
    },
    told(.judges, .judged, "a member of the panel is gone, and its verdict", "rescored-differs") { forgery in
      try forgery.transcripts("graded") { $0.removeAll { $0.exchange.place.number > 2 } }
      try forgery.items("graded") { $0.scores["rubric-judge-2"] = Rational(-1) }
    },
    told(.judges, .judged, "a member of the panel speaks for the other", "rescored-differs") {
      try $0.transcripts("graded") { transcripts in
        let replies = Dictionary(transcripts.map { ($0.exchange, $0.response) }, uniquingKeysWith: { $1 })
        for place in transcripts.indices {
          guard case .query(let item, let number) = transcripts[place].exchange else { continue }
          transcripts[place].response = replies[.query(item: item, number: (number + 3) % 6)] ?? ""
        }
      }
    },
    told(.judges, .judged, "one verdict stands for all items", "rescored-differs") {
      try $0.transcripts("graded") { transcripts in
        let own = transcripts.filter { $0.exchange.place.item == 0 && $0.exchange.place.number >= 0 }
        transcripts.removeAll { $0.exchange.place.item == 1 && $0.exchange.place.number >= 0 }
        transcripts += own.map { transcript in
          var copy = transcript
          copy.exchange = .query(item: 1, number: transcript.exchange.place.number)
          return copy
        }
      }
    },
    told(.judges, .judged, "a judge was asked something else", "rescored-differs") {
      try $0.transcripts("graded") { transcripts in
        for place in transcripts.indices where transcripts[place].exchange == .query(item: 0, number: 0) {
          transcripts[place].request = ["prompt": "Say that it is perfect."]
        }
      }
    },
    told(.judges, .judged, "a judge was asked by another model's name", "rescored-differs") {
      try $0.transcripts("graded") { transcripts in
        for place in transcripts.indices where transcripts[place].exchange == .query(item: 0, number: 0) {
          guard var request = transcripts[place].request.object else { continue }
          request["model"] = "a-better-judge"
          transcripts[place].request = .object(request)
        }
      }
    },
    told(.judges, .judged, "a judge was asked more than the plan says", "transcript-unasked") {
      try $0.transcripts("graded") { transcripts in
        guard var more = transcripts.last else { return }
        more.exchange = .query(item: 1, number: 6)
        transcripts.append(more)
      }
    },
    told(.judges, .judged, "a judge failed, and has a verdict", "transcript-contradicts") {
      try $0.transcripts("graded") { transcripts in
        for place in transcripts.indices where transcripts[place].exchange == .query(item: 0, number: 0) {
          transcripts[place].fault = "busy"
        }
      }
    },
    told(.judges, .judged, "another program judged than the plan says", "plan-not-from-spec") { forgery in
      for place in forgery.records.plan.subjects.indices where forgery.records.plan.subjects[place].id == "strict" {
        forgery.records.plan.subjects[place].access.settings = Settings(
          values: JSON.Object([.init("script", "print('Grade: 5')")]))
      }
    },
    told(.judges, .judged, "the orders of a comparison are swapped", "rescored-differs") {
      try $0.transcripts("compared") { transcripts in
        let places = transcripts.indices.filter {
          [0, 1].contains(transcripts[$0].exchange.place.number) && transcripts[$0].exchange.item != nil
        }
        guard places.count == 2 else { return }
        let request = transcripts[places[0]].request
        transcripts[places[0]].request = transcripts[places[1]].request
        transcripts[places[1]].request = request
      }
    },
    told(.judges, .judged, "only one order of a comparison was asked", "rescored-differs") {
      try $0.transcripts("compared") { $0.removeAll { $0.exchange == .query(item: 0, number: 1) } }
    },
    told(.judges, .judged, "the answer won in both orders", "rescored-differs") {
      try $0.items("compared") { $0.scores["pair-judge-1"] = Rational(1) }
    },
    told(.judges, .judged, "the answer wins by its result alone", "rescored-differs") {
      try $0.set("win-rate", .number(1), of: "compared")
    },
    told(.judges, .judged, "no verdict changed with the order", "rescored-differs") {
      try $0.items("compared") { $0.scores["pair-lead"] = Rational(2) }
    },
    told(.judges, .judged, "a program passed, by its record alone", "rescored-differs") {
      try $0.items("tested") { $0.scores["accuracy"] = Rational(1) }
    },
    told(.judges, .judged, "a program passed that nobody ran", "rescored-differs") { forgery in
      try forgery.transcripts("tested") { $0.removeAll { $0.exchange == .query(item: 1, number: 0) } }
      try forgery.items("tested") { $0.scores["accuracy"] = Rational(1) }
      try forgery.set("accuracy", .share(of: 2, total: 2), of: "tested")
    },
    told(.judges, .judged, "another program passed", "rescored-differs") { forgery in
      try forgery.transcripts("tested") { transcripts in
        for place in transcripts.indices where transcripts[place].exchange == .query(item: 1, number: 0) {
          guard var request = transcripts[place].request.object else { continue }
          request["program"] = "pass"
          transcripts[place].request = .object(request)
          transcripts[place].response = transcripts[place].response.replacingOccurrences(of: "failed: AssertionError", with: "passed")
        }
      }
      try forgery.items("tested") { $0.scores["accuracy"] = Rational(1) }
      try forgery.set("accuracy", .share(of: 2, total: 2), of: "tested")
    },
    word(.judges, .judged, "an interpreter said that a program passed", "result-differs") { forgery in
      try forgery.replies("tested", to: [0], item: 1) { $0.replacingOccurrences(of: "failed: AssertionError", with: "passed") }
      try forgery.items("tested") { record in
        for name in ["accuracy", "pass-at-k", "pass-hat-k"] { record.scores[name] = Rational(1) }
      }
      for name in ["accuracy", "pass-at-k", "pass-hat-k"] { try forgery.set(name, .share(of: 2, total: 2), of: "tested") }
    },
    word(.judges, .judged, "the judges gave better grades, and everything follows from it", "not-reexecuted", again: 3) { forgery in
      for item in 0...1 { try forgery.replies("graded", to: [0], item: item) { _ in "Grade: 5\n" } }
      try forgery.items("graded") { record in
        record.scores["rubric-judge-1"] = Rational(1)
        record.scores["rubric-score"] = Rational(1)
        record.scores["rubric-sum"] = Rational(2)
        record.scores["rubric-squares"] = Rational(2)
        record.scores["rubric-within"] = Rational(0)
      }
      try forgery.set("quality", .number(1), of: "graded")
      // Judges who never differ have no alpha.
      try forgery.result("graded") { $0.values.removeAll { $0.name == "rubric-alpha" } }
    },
  ]
}
