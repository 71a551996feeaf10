internal import Score
internal import Text

/// How an answer on record stands to the one that a program gives here.
enum LocalComparison {
  case same
  /// They cannot both be true.
  case different(then: String, now: String)
  /// They differ, for a reason that may lie here.
  case doubtful(String)
}

extension PythonSubject {
  var isLocal: Bool { true }

  func comparison(of then: Reply.Response, with now: Reply.Response) -> LocalComparison {
    guard let old = try? reading(then.body), let new = try? reading(now.body) else { return .doubtful("there is no verdict") }
    let (verdict, here) = (old.answer.text, new.answer.text)
    if verdict.utf8.elementsEqual(here.utf8) { return .same }
    // How long a program may take and how much it may say depends on the machine; what it comes to does not.
    if [verdict, here].contains(where: PythonSubject.limited.contains) {
      return .doubtful("\(quoted(verdict)) there, \(quoted(here)) here")
    }
    guard old.model == new.model else {
      return .doubtful(
        "\(quoted(verdict)) by \(quoted(old.model ?? "an interpreter")), \(quoted(here)) by \(quoted(new.model ?? "another"))")
    }
    return .different(then: verdict, now: here)
  }

  private static let limited = ["ran out of time", "wrote too much", "took too much"]
}

extension ScriptSubject {
  var isLocal: Bool { true }

  func comparison(of then: Reply.Response, with now: Reply.Response) -> LocalComparison {
    then.body.utf8.elementsEqual(now.body.utf8) && then.fault == now.fault ? .same : .doubtful("the program answers otherwise here")
  }
}
