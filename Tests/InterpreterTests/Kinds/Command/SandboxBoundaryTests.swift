import Record
import TestSupport
import Testing

@testable import Interpreter

/// Programs that try what no program of a stranger's may do.
@Suite(.enabled(if: findProgram("bwrap") != nil && findProgram("python3") != nil, "bubblewrap or python3 is not installed"))
struct `A program in the sandbox cannot` {
  /// What a Python program prints in the sandbox, where `call(number, …)` makes a system call and gives its error number.
  private func said(_ body: String, memory: UInt64? = nil, allowing ceiling: CommandCeiling = .standard) throws -> String {
    let script = """
      #!/usr/bin/python3
      import ctypes, os, sys, time
      libc = ctypes.CDLL(None, use_errno=True)
      x86 = os.uname().machine == 'x86_64'
      def call(number, *arguments):
          ctypes.set_errno(0)
          return 0 if libc.syscall(number if x86 else number[1], *arguments) >= 0 else ctypes.get_errno()
      \(body)
      """
    var command = CommandFixture(script: script)
    command.limits = Limits(time: 20_000_000_000, memory: memory.map { U64($0) })
    command.ceiling = ceiling
    command.samples = 1
    return try command.said()
  }

  #if arch(x86_64)
    private static let refused: [(name: String, call: String)] = [
      ("search a keyring", "250, 10, -3, b'user', b'x', 0"), ("add a key", "248, b'user', b'x', b'y', 1, -3"),
      ("request a key", "249, b'user', b'x', 0, 0"), ("trace", "101, 0, 0, 0, 0"), ("read other memory", "310, 1, 0, 0, 0, 0, 0"),
      ("write other memory", "311, 1, 0, 0, 0, 0, 0"), ("mount", "165, b'x', b'/work', b'tmpfs', 0, 0"), ("unmount", "166, b'/work', 0"),
      ("change root", "161, b'/work'"), ("unshare", "272, 0x10000000"), ("enter a namespace", "308, 0, 0"), ("load bpf", "321, 0, 0, 0"),
      ("count events", "298, 0, 0, 0, 0, 0"), ("use io_uring", "425, 1, 0"), ("handle faults", "323, 1"),
      ("load a kernel", "246, 0, 0, 0, 0"),
      ("load a module", "175, 0, 0, 0"), ("reboot", "169, 0, 0, 0, 0"), ("swap", "167, b'x', 0"), ("change personality", "135, 0x0008"),
      ("open by handle", "304, 0, 0, 0"), ("keep hidden memory", "319, b'x', 0"), ("share memory by key", "29, 0, 4096, 0o1600"),
      ("open a new mount", "428, 0, b'/', 1"), ("steal a descriptor", "438, 0, 0, 0"), ("set the clock", "227, 0, 0"),
      ("type into a terminal", "16, 0, 0x5412, b'x'"), ("reach the hypervisor", "41, 40, 1, 0"), ("make a kernel socket", "41, 16, 3, 0"),
      ("clone a namespace", "56, 0x10000000, 0, 0, 0, 0"), ("clone by structure", "435, 0, 0"), ("secure memory", "447, 0"),
    ]

    @Test func `make any call that a computation does not need`() throws {
      let calls = `A program in the sandbox cannot`.refused
      let lines = try said(calls.map { "print(call(\($0.call)))" }.joined(separator: "\n")).split(separator: "\n")
      #expect(lines.count == calls.count)
      for (line, attempt) in zip(lines, calls) {
        // EPERM, ENOSYS or EAFNOSUPPORT: the filter's own answers.
        #expect(["1", "38", "97"].contains(line), "\(attempt.name): \(line)")
      }
    }

    @Test func `leave the architecture`() throws {
      let child = "pid = os.fork()\nif pid == 0: libc.syscall(0x40000000 + 39); os._exit(0)\nprint(os.waitpid(pid, 0)[1] & 127)"
      #expect(try said(child) == "31\n")
    }
  #endif

  @Test func `see a key of this system`() throws {
    let reading = "try: print(len(open('/proc/keys').read()))\nexcept OSError: print(0)"
    #expect(try said(reading) == "0\n")
  }

  @Test func `write outside its folders`() throws {
    // Settings of the kernel are opened and not written, so that a hole would do no harm here.
    let settings = ["sys/kernel/core_pattern", "sys/vm/swappiness", "irq/default_smp_affinity", "sysrq-trigger", "self/oom_score_adj"]
    let places = ["/x", "/dev/x", "/usr/x", "/program/x", "/inputs/x", "/etc/x"] + settings.map { "/proc/\($0)" }
    let attempts = places.map { "try: os.open('\($0)', os.O_WRONLY | os.O_CREAT); print('\($0)')\nexcept OSError: pass" }
    #expect(try said(attempts.joined(separator: "\n")) == "")
  }

  @Test(arguments: ["/work", "/tmp", "/dev/shm"])
  func `fill the disk or the memory by files`(folder: String) throws {
    let filling = """
      try:
          for i in range(200): open(f'\(folder)/{i}', 'wb').write(b'x' * (1 << 20))
          print('no limit')
      except OSError as e: print(e.errno, i)
      """
    var ceiling = CommandCeiling.standard
    ceiling.storage = 32 << 20
    #expect(try said(filling, allowing: ceiling).hasPrefix("28 3"))
  }

  @Test func `hold more memory than allowed, in many processes`() throws {
    let hoarding = """
      for i in range(8):
          if os.fork() == 0:
              b = b'y' * (60 << 20); time.sleep(5); os._exit(0)
      for i in range(8): os.wait()
      print('no limit')
      """
    let fault = #expect(throws: RunFault.self) {
      let said = try said(hoarding, memory: 128 << 20)
      Issue.record("it said \(said)")
    }
    #expect(fault?.message.contains("held more than 134217728 bytes of memory") == true)
  }

  @Test func `start processes without end`() throws {
    let forking = """
      n = 0
      try:
          while n < 400:
              if os.fork() == 0: time.sleep(20); os._exit(0)
              n += 1
          print('no limit')
      except OSError as e: print('refused')
      time.sleep(1)
      """
    var ceiling = CommandCeiling.standard
    ceiling.processes = 50
    do {
      #expect(try said(forking, allowing: ceiling) == "refused\n")
    } catch let fault as RunFault {
      #expect(fault.message.contains("started more than 50 processes"))
    }
  }

  @Test func `keep files without end`() throws {
    let filing = "for i in range(300000): open(f'/work/{i}', 'w').close()\ntime.sleep(1)\nprint('no limit')"
    let fault = #expect(throws: RunFault.self) { try said(filing) }
    #expect(fault?.message.contains("kept more than") == true)
  }

  @Test func `leave what cannot be removed`() throws {
    let nesting = """
      for i in range(300): os.mkdir('deep'); os.chdir('deep')
      os.chmod('/work/deep', 0)
      os.chdir('/tmp'); os.mkdir('x', 0)
      """
    #expect(try said(nesting) == "")
  }

  @Test(.enabled(if: findProgram("cc") != nil, "no C compiler is installed"))
  func `do by a program of its own what Python could not`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      #include <stdio.h>
      #include <sys/socket.h>
      #include <sys/syscall.h>
      #include <unistd.h>
      int main(void) {
        printf("%ld ", syscall(SYS_keyctl, 0, -3, 0));
        printf("%ld ", syscall(SYS_unshare, 0x10000000));
        printf("%d ", socket(40, SOCK_STREAM, 0));
        printf("%ld\\n", syscall(SYS_ptrace, 0, 0, 0, 0));
      }
      """, to: "attack.c")
    _ = try run("/usr/bin/cc", ["-o", "attack", "attack.c"], in: folder.path)
    var command = CommandFixture(script: "")
    command.program = try Files.read(folder.path("attack"))
    #expect(try command.said() == "-1 -1 -1 -1\n")
  }
}
