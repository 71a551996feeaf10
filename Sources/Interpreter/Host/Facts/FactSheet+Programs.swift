internal import Attest
internal import Record

extension Fingerprint {
  /// Adds what each program of a plan is loaded with on this host: `program.ID.interpreter`, `.python` and `.files`.
  mutating func addPrograms(_ programs: [(id: String, bytes: [UInt8])], _ host: HostFiles) {
    for program in programs {
      var sheet = FactSheet()
      sheet.addProgram(program.id, LoadedFiles(of: program.bytes, host), host)
      fields.merge(sheet.fields) { $1 }
    }
  }
}

extension FactSheet {
  fileprivate mutating func addProgram(_ id: String, _ loaded: LoadedFiles, _ host: HostFiles) {
    let name = "program.\(id)"
    note("\(name).interpreter", text: loaded.interpreter, orAbsent: "machine code, or a file without `#!`")
    note(
      "\(name).files", texts: loaded.files.map { "\($0.path) \($0.digest ?? "unread")" } + loaded.missing.map { "\($0) missing" },
      orAbsent: "")
    if let interpreter = loaded.interpreter, interpreter.contains("/python") {
      let real = host.resolved(interpreter)?.split(separator: "/").last.map(String.init)
      note("\(name).python", text: real.map { $0.replacing("python", with: "") }, orAbsent: "the interpreter is no file of the system")
    }
  }
}
