internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Text

/// `etalon new NAME`: the spec and the files it needs, none of which replaces another.
func writeNewSpec(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let name = invocation.string("name") ?? ""
  guard let first = name.utf8.first, KeyRing.isName(name), (UInt8(ascii: "A")...UInt8(ascii: "z")).contains(first),
    first != UInt8(ascii: "_")
  else {
    throw Failure(
      .usage, "spec-name", "\(quoted(name)) cannot name an evaluation",
      help: "begin with a letter; letters, digits, `-` and `_` may follow")
  }
  guard let template = Template.named(invocation.string("template") ?? "kernel") else {
    throw Failure(.usage, "template", "there is no such template")
  }
  let digests = Dictionary(uniqueKeysWithValues: template.companions.map { ($0.suffix, SHA256.digest(of: Array($0.text.utf8)).hex) })
  let files = template.companions.map { (name + $0.suffix, $0.text) } + [("\(name).yaml", template.spec(name) { digests[$0] ?? "" })]
  for (path, _) in files where Files.exists(path) {
    throw Failure(.usage, "file-exists", "`\(path)` exists already", help: "choose another name, or move it away")
  }
  for (path, text) in files {
    try orFail(.usage) { try Files.replace(path, Array(text.utf8)) }
    terminal.print(path)
  }
  let permission = template.permission.map { " " + $0 } ?? ""
  terminal.talk("\nnext: etalon check \(shellQuoted("\(name).yaml"))\n      etalon run \(shellQuoted("\(name).yaml"))\(permission)")
  return .ok
}
