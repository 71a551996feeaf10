import Record
import Testing
import TestSupport

@testable import Interpreter

@Suite(.enabled(if: findProgram("bwrap") != nil, "bubblewrap is not installed"))
struct `The setup and the teardown of a command` {
  private func shell(_ text: String) -> [String] { ["/bin/sh", "-c", text] }

  @Test func `what the setup leaves is there for each run, and cannot be changed`() throws {
    var command = CommandFixture(
      script: "#!/bin/sh\ncat /setup/deep/made; /setup/tool; (echo x > /setup/made) 2>/dev/null || echo closed; ls -A /work | wc -l\n")
    command.setup = shell(
      "mkdir deep; cat /inputs/table > deep/made; printf '#!/bin/sh\necho ran\n' > tool; chmod +x tool; echo $ETALON_SEED > seed")
    #expect(try command.said() == "some data\nran\nclosed\n0\n")
  }

  @Test func `the setup is untimed, and runs once`() throws {
    var command = CommandFixture(script: "#!/bin/sh\ncat /setup/count\n")
    command.setup = shell("sleep 0.3; date +%N > count")
    command.outputs = [CommandWork.Output(name: "count", file: "stdout", isResult: true)]
    // Had it run again, the runs would differ.
    let outcome = try command.execute()
    #expect(outcome.status == .ok)
    let times = try #require(outcome.series.first { $0.name == "time" }?.nanoseconds)
    #expect((times.map(\.value).min() ?? .max) < 300_000_000)
  }

  @Test func `a setup that fails fails the trial with its words, and the program never runs`() throws {
    var command = CommandFixture(script: "#!/bin/sh\nexit 0\n")
    command.setup = shell("echo no disk >&2; exit 3")
    let outcome = try command.execute()
    #expect(outcome.status == .failed)
    #expect(outcome.reason?.contains("the setup: the program ended with status 3") == true, "\(outcome.reason ?? "")")
    #expect(outcome.reason?.contains("no disk") == true)
    #expect(outcome.artifacts.map(\.name) == ["stderr"])
  }

  @Test func `a teardown that fails fails a trial that went well`() throws {
    var command = CommandFixture(script: "#!/bin/sh\necho fine\n")
    command.teardown = shell("echo stuck; exit 4")
    let outcome = try command.execute()
    #expect(outcome.status == .failed)
    #expect(outcome.reason?.contains("the teardown: the program ended with status 4") == true, "\(outcome.reason ?? "")")
  }

  /// Nothing of a teardown is left but its time.
  private func seconds(_ command: CommandFixture) -> (Duration, Result<TrialOutcome, RunFault>) {
    let start = ContinuousClock.now
    let result = Result { () throws(RunFault) in try command.execute() }
    return (ContinuousClock.now - start, result)
  }

  @Test func `the teardown runs after a failure, whose reason stays`() throws {
    var command = CommandFixture(script: "#!/bin/sh\necho first >&2; exit 7\n")
    command.teardown = shell("sleep 0.4; exit 9")
    let (time, result) = seconds(command)
    let reason = try result.get().reason ?? ""
    #expect(reason.contains("status 7") && !reason.contains("teardown") && reason.contains("first"), "\(reason)")
    #expect(time >= .milliseconds(400))
  }

  @Test func `an interruption ends the runs, and not the teardown`() throws {
    var command = CommandFixture(script: "#!/bin/sh\nsleep 20\n")
    command.teardown = shell("sleep 0.4")
    command.isCancelled = { true }
    let (time, result) = seconds(command)
    #expect(throws: RunFault.self) { try result.get() }
    #expect(time >= .milliseconds(400))
  }
}
