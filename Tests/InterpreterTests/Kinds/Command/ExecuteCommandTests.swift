import Attest
import Record
import Testing
import TestSupport

@testable import Interpreter

@Suite(.enabled(if: findProgram("bwrap") != nil, "bubblewrap is not installed"))
struct `A command in its sandbox` {
  @Test func `gives digests of outputs, numbers it printed, and a time for each sample`() throws {
    var command = CommandFixture(
      script: "#!/bin/sh\necho \"answer: 42\"; echo 'speed = 1.5e3'; printf hello > out.txt; echo talk >&2\n")
    command.outputs = [CommandWork.Output(name: "text", file: "out.txt", isResult: true)]
    command.readings = [
      CommandFixture.reading("answer", after: "answer:", .result), CommandFixture.reading("speed", after: "speed =", .measurement),
    ]
    let outcome = try command.execute()
    #expect(outcome.status == .ok)
    #expect(
      outcome.results == [
        ResultValue("text", .exact, .digest(SHA256.digest(of: Array("hello".utf8)))), ResultValue("answer", .exact, .number(42)),
      ])
    #expect(outcome.artifacts.map(\.name) == ["text", "stdout", "stderr"])
    let speed = try #require(outcome.series.first { $0.name == "speed" })
    #expect(speed.numbers?.allSatisfy { $0 == 1500 } == true && speed.unit == "1")
    #expect(outcome.series.allSatisfy { $0.count == speed.count })
    #expect(outcome.isolation?.contains("no-network") == true && outcome.isolation?.first?.hasPrefix("bubblewrap") == true)
  }

  @Test func `sees its inputs and its own folder, and nothing of this system's people`() throws {
    let script = """
      #!/bin/sh
      cat /inputs/table; ls -A /work | wc -l; ls /root /home /var 2>&1 | grep -c 'No such'
      (echo x > /inputs/table) 2>/dev/null || echo inputs are closed
      (echo x > /program/tool) 2>/dev/null || echo program is closed
      (echo x > /usr/x) 2>/dev/null || echo system is closed
      echo x > mine && echo mine is open
      ls /sys/class/net 2>/dev/null | grep -v lo; grep -c : /proc/net/dev; echo $$; id -u
      """
    let said = try CommandFixture(script: script).said().split(separator: "\n").map { trimmed($0) }
    #expect(said.prefix(3) == ["some data", "0", "3"])
    #expect(said[3...6] == ["inputs are closed", "program is closed", "system is closed", "mine is open"])
    // The header of /proc/net/dev has no colon; the one interface left is the loopback.
    #expect(said[7...] == ["1", "2", "65534"])
  }

  @Test func `gets the variables of the spec, a seed, and no others`() throws {
    var command = CommandFixture(script: "#!/bin/sh\nenv | sort\n")
    command.environment = ["MODE": "fast", "LANG": "de_DE"]
    let said = try command.said()
    let names = said.split(separator: "\n").compactMap { $0.split(separator: "=").first.map(String.init) }
    #expect(
      names.filter { $0 != "_" && $0 != "SHLVL" && $0 != "OLDPWD" } == [
        "ETALON_SEED", "ETALON_THREADS", "HOME", "LANG", "MODE", "OMP_NUM_THREADS", "PATH", "PWD", "TMPDIR", "TZ",
      ])
    #expect(said.contains("MODE=fast") && said.contains("LANG=de_DE"))
    #expect(try command.said() == said)
  }

  @Test func `arguments arrive as they are`() throws {
    var command = CommandFixture(script: "#!/bin/sh\nprintf '<%s>' \"$@\"\n")
    command.arguments = ["a b", "$HOME", "--", "", "*", "é"]
    #expect(try command.said() == "<a b><$HOME><--><><*><é>")
  }

  @Test func `results that differ between samples are unstable`() throws {
    var command = CommandFixture(script: "#!/bin/sh\necho \"value: $(cat /proc/sys/kernel/random/uuid | tr -dc 0-9 | head -c 8)\"\n")
    command.readings = [CommandFixture.reading("value", after: "value:", .result)]
    let fault = #expect(throws: RunFault.self) { try command.execute() }
    #expect(fault?.code == .unstable && fault?.message == "two runs of this program differ in `value`")
    #expect(fault?.help?.contains("ETALON_SEED") == true && fault?.help?.contains("origin: measurement") == true)
  }

  @Test func `what the sandbox takes is measured beside each sample and not counted as the program's`() throws {
    let outcome = try CommandFixture(script: "#!/bin/sh\nsleep 0.2\n").execute()
    let series = Dictionary(uniqueKeysWithValues: outcome.series.map { ($0.name, $0.nanoseconds ?? []) })
    #expect(series["time"]?.count == 3 && series["sandbox"]?.count == 3)
    #expect(series["time"]?.allSatisfy { $0.value > 150_000_000 } == true)
    #expect(series["sandbox"]?.allSatisfy { $0.value > 0 } == true)
  }

  @Test func `keeps everything that a program which failed wrote, and says where`() throws {
    var command = CommandFixture(script: "#!/bin/sh\nseq 1 50; seq 51 99 >&2; exit 3\n")
    command.readings = [CommandFixture.reading("n", after: "n: ", .measurement)]
    let outcome = try command.execute()
    #expect(outcome.status == .failed && outcome.artifacts.map(\.name) == ["stdout", "stderr"])
    for file in outcome.artifacts {
      #expect(outcome.reason?.contains("its \(file.name) is `data/artifacts/\(SHA256.digest(of: file.bytes).hex)`") == true)
    }
    #expect(outcome.artifacts.map { $0.bytes.split(separator: 10).count } == [50, 49])
  }

  @Test func `gets a device by name where it is allowed, and none else`() throws {
    var command = CommandFixture(script: "#!/bin/sh\ntest -c /dev/null && ls /dev/fuse /dev/kmsg 2>/dev/null; exit 0\n")
    #expect(try command.said() == "")
    command.devices = ["kmsg"]
    let fault = #expect(throws: RunFault.self) { try command.execute() }
    #expect(fault?.code == .notAllowed && fault?.message.contains("--allow device=kmsg") == true)
    command.allowedDevices = ["kmsg"]
    if Files.exists("/dev/kmsg") { #expect(try command.said() == "/dev/kmsg\n") }
    (command.devices, command.allowedDevices) = (["no-such-device"], ["no-such-device"])
    #expect(throws: RunFault.self) { try command.execute() }
  }

  private static let troubles: [(script: String, code: RunFault.Code?, message: String)] = [
    (
      "echo broken >&2; exit 3", .commandFailed,
      "the program ended with status 3; standard error ends with \"broken\"; its stderr is `data/artifacts/"
    ),
    ("kill -9 $$", .commandFailed, "the program ended with status 137"),
    ("sleep 30", .cut, "the program ran longer than its time limit"),
    ("sleep 30 & exec sleep 40 >&- 2>&-", .cut, "the program ran longer than its time limit"),
    ("yes", .outputTooLarge, "the program wrote more than 100000 bytes to a stream; standard output ends with \"y / y / y\""),
    ("head -c 1000000 /dev/zero > out.txt", nil, ""), ("exit 0", .noOutput, "the program left no file `out.txt` in its working folder"),
    ("ln -s /etc/passwd out.txt", .noOutput, "the program left no file `out.txt` in its working folder"),
    ("mkdir out.txt", .noOutput, "the output `out.txt` is not a regular file"),
    ("mkfifo out.txt", .noOutput, "the output `out.txt` is not a regular file"),
  ]

  @Test(arguments: troubles)
  func `that goes wrong says how`(script: String, code: RunFault.Code?, message: String) throws {
    var command = CommandFixture(script: "#!/bin/sh\n\(script)\n")
    command.limits = Limits(time: 700_000_000, output: 100_000)
    command.outputs = [CommandWork.Output(name: "text", file: "out.txt", isResult: true)]
    let outcome = try command.execute()
    #expect(outcome.status == (code == .cut ? .cut : .failed))
    #expect(outcome.reason?.hasPrefix(message) == true, "\(outcome.reason ?? "")")
  }

  @Test func `memory beyond the limit is refused to it`() throws {
    var command = CommandFixture(script: "#!/bin/sh\nhead -c 200000000 /dev/zero | tail -c 150000000 | wc -c\n")
    command.limits.memory = 67_108_864
    let outcome = try command.execute()
    #expect(String(decoding: outcome.artifacts.first { $0.name == "stdout" }?.bytes ?? [], as: UTF8.self) != "150000000\n")
    #expect(outcome.isolation?.contains("rlimit-address-space") == true)
  }

  @Test func `without a layer that the spec requires does not run`() throws {
    var command = CommandFixture(script: "#!/bin/sh\necho x\n")
    command.isolation = [.sizedStorage, .noNetwork]
    #expect(try command.execute().status == .ok)
    command.isolation = [.rlimitAddressSpace]
    let fault = #expect(throws: RunFault.self) { try command.execute() }
    #expect(fault?.code == .isolationMissing && fault?.status == .refused)
  }

  @Test func `whose limits lie above the ceiling does not run`() throws {
    var command = CommandFixture(script: "#!/bin/sh\necho x\n")
    command.limits.output = 8_589_934_592
    let fault = #expect(throws: RunFault.self) { try command.execute() }
    #expect(fault?.code == .aboveCeiling && fault?.status == .refused)
    #expect(fault?.message == "`limits.output` asks for 8589934592 bytes, and programs may have 268435456 here")
  }

  @Test func `that is cancelled ends at once`() throws {
    var command = CommandFixture(script: "#!/bin/sh\nsleep 30\n")
    let started = MonotonicClock.now
    command.isCancelled = { MonotonicClock.now - started > 200_000_000 }
    let fault = #expect(throws: RunFault.self) { try command.execute() }
    #expect(fault?.code == .interrupted)
    #expect(MonotonicClock.now - started < 5_000_000_000)
  }

  @Test func `that is no program says so`() throws {
    let outcome = try CommandFixture(script: "\u{7F}ELF nonsense").execute()
    #expect(outcome.status == .failed && outcome.reason?.contains("the program ended with status 126") == true)
  }

  @Test func `without the permission nothing runs`() throws {
    var command = CommandFixture(script: "#!/bin/sh\necho x\n")
    command.isAllowed = false
    let fault = #expect(throws: RunFault.self) { try command.execute() }
    #expect(fault?.status == .refused)
    #expect(fault?.message == "needs the permission `--allow command`")
  }

  @Test func `a missing reading is told with the end of what the program wrote`() throws {
    var command = CommandFixture(script: "#!/bin/sh\necho 'diagnosis: no device'; echo 'm: 1'\n")
    command.readings = [CommandFixture.reading("n", after: "n: ", .measurement)]
    let outcome = try command.execute()
    #expect(outcome.status == .failed && outcome.reason?.hasPrefix("the reading `n` is missing") == true)
    #expect(outcome.reason?.contains("; standard output ends with \"diagnosis: no device / m: 1\"") == true)
  }

  @Test func `time is that of the bench`() throws {
    var command = CommandFixture(script: "#!/bin/sh\nsleep 30\n")
    command.limits = Limits(time: 3_600_000_000_000)
    let (clock, started) = (FakeClock(), MonotonicClock.now)
    clock.step = { 600_000_000_000 }
    #expect(try command.execute(clock.bench).status == .cut)
    #expect(MonotonicClock.now - started < 20_000_000_000)
  }

  @Test func `without any result it finishes all the same, and leaves measurements`() throws {
    var command = CommandFixture(script: "#!/bin/sh\necho 'speed = 3'\n")
    command.readings = [CommandFixture.reading("speed", after: "speed =", .measurement)]
    let outcome = try command.execute()
    #expect(outcome.status == .ok && outcome.results.isEmpty && !outcome.series.isEmpty)
  }
}
