"""A contender's process: awake while it is its turn, stopped while it is not."""

import os
import select
import signal
import subprocess
import time
from dataclasses import dataclass


class Missing(Exception):
    """A contender that cannot run a case, or cannot run at all."""


@dataclass(frozen=True)
class Burst:
    """Seconds of one repetition (the burst's median), and what the whole burst took."""

    per_call: float
    calls: int
    thread: float
    process: float
    wall: float


def may_run_in_real_time():
    """Whether this user may give a process the scheduling class SCHED_FIFO."""
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(10))
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    except OSError:
        return False
    return True


class Worker:
    """A process that answers each line with a line.

    Between two requests it is stopped (SIGSTOP), so threads that spin after a call cannot disturb the next contender.
    """

    def __init__(self, contender, program, threads, real_time):
        self.name = contender.name
        self.real_time = real_time
        self.process = subprocess.Popen(
            contender.command(program, threads),
            env=contender.environment(threads),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        self.pending = b""
        try:
            self._result("ready", 120)
        except Missing:
            self.close()
            raise
        self._stop()

    def prepare(self, request):
        """Makes the operands of a case, and runs it once or twice."""
        self.ask(f"prepare {request}", "ready", 300)
        if self.real_time:
            self._enter_real_time()

    def burst(self, clock, budget):
        words = self.ask(f"burst {clock} {budget}", "burst", 300).split()
        burst = Burst(float(words[1]), int(words[2]), *map(float, words[3:]))
        # Real-time threads may have 95 % of a second; a rest keeps bursts clear of that limit, and lets others in.
        time.sleep(0.1 * burst.wall if self.real_time else 0.001)
        return burst

    def facts(self):
        fields = self.ask("facts", "facts", 60).split("\t")[1:]
        return dict(field.split("=", 1) for field in fields if "=" in field)

    def ask(self, line, expected, timeout):
        self.process.send_signal(signal.SIGCONT)
        try:
            self.process.stdin.write(line.encode() + b"\n")
            return self._result(expected, timeout)
        except BrokenPipeError as error:
            raise Missing(f"{self.name} ended") from error
        finally:
            self._stop()

    def has_ended(self):
        return self.process.poll() is not None

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def _result(self, expected, timeout):
        line = self._line(timeout)
        if not line.startswith(expected):
            raise Missing(line.removeprefix("missing ").strip() or f"{self.name} ended")
        return line

    def _line(self, timeout):
        end = time.monotonic() + timeout
        while b"\n" not in self.pending:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                raise Missing(f"{self.name} did not answer in {timeout} s")
            part = os.read(self.process.stdout.fileno(), 65536)
            if not part:
                return ""
            self.pending += part
        line, self.pending = self.pending.split(b"\n", 1)
        return line.decode()

    def _stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGSTOP)
            os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)

    def _enter_real_time(self):
        for thread in os.listdir(f"/proc/{self.process.pid}/task"):
            os.sched_setscheduler(int(thread), os.SCHED_FIFO, os.sched_param(10))
