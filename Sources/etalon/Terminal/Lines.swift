internal import Attest
internal import CommandTree
internal import Interpreter
internal import Text

/// Facts in two columns, the names dimmed.
func facts(_ entries: [(String, String)], style: Style) -> String {
  let width = entries.map { displayWidth($0.0) }.max() ?? 0
  return entries.map { style.dim(padded($0.0, to: width)) + "  " + $0.1 }.joined(separator: "\n")
}

/// Runs a step of a room; its fault becomes a failure of the program with the same code, message and help.
func orFail<Value>(_ status: ExitStatus = .fails, _ step: () throws -> Value) throws(Failure) -> Value {
  do {
    return try step()
  } catch let failure as Failure {
    throw failure
  } catch let fault as AttestFault {
    throw Failure(status, fault.code, fault.message, help: fault.help)
  } catch let fault as RunFault {
    throw Failure(status, fault.code.rawValue, fault.message, help: fault.help)
  } catch {
    throw Failure(status, "unexpected", "\(error)", help: "please report this with the command line that led to it")
  }
}
