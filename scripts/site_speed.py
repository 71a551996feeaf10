#!/usr/bin/env python3
"""How long a reader of a site waits: each interaction of its index, from the event to the next frame, in Chromium.

The first figure is what the page's thread computed, in processor time, which another load of the machine does not change; the second is the
clock's.

usage: scripts/site_speed.py SITE [--chromium PROGRAM]      (needs `pip install playwright`; the browser is the system's)

Prints the greatest of three times for each interaction, with the size of the page.
"""
import argparse
import os
import shutil

from playwright.sync_api import sync_playwright

# What a reader does; each is JavaScript that raises the events a hand would raise.
STEPS = {
    "a slider": "const s = by('weight-0'); s.value = 10 + turn * 7; s.dispatchEvent(new Event('input'));",
    "weights reset": "by('reset').click();",
    "search": "const t = by('choose-text'); t.value = turn % 2 ? '' : '1'; t.dispatchEvent(new Event('input'));",
    "search taken back": "const t = by('choose-text'); t.value = ''; t.dispatchEvent(new Event('input'));",
    "filter by standing": "const t = by('choose-standing'); t.selectedIndex = 1 + turn % 2; t.dispatchEvent(new Event('input'));",
    "all standings": "const t = by('choose-standing'); t.selectedIndex = 0; t.dispatchEvent(new Event('input'));",
    "a requirement": "const f = by('need-fact'); f.selectedIndex = f.options.length - 1; by('need-value').value = 100 + turn;"
                     "by('add-need').click();",
    "requirements removed": "by('reset').click();",
    "a plot opened": "const p = document.querySelectorAll('details.plot')[turn % 3]; p.open = !p.open;",
    "two systems compared": "const a = by('choose-a'), b = by('choose-b'); a.selectedIndex = 1 + turn; b.selectedIndex = 3 + turn;"
                            "a.dispatchEvent(new Event('input')); b.dispatchEvent(new Event('input'));",
    "all rows": "by('show-all').click();",
    "a slider with all rows": "const s = by('weight-0'); s.value = 12 + turn * 5; s.dispatchEvent(new Event('input'));",
    "search with all rows": "const t = by('choose-text'); t.value = turn % 2 ? '' : '2'; t.dispatchEvent(new Event('input'));",
}
MEASURE = """async ([step, turn]) => {
  const by = id => document.getElementById(id), act = new Function('by', 'turn', step);
  const start = performance.now();
  act(by, turn);
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site")
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    arguments = parser.parse_args()
    index = os.path.abspath(os.path.join(arguments.site, "index.html"))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=arguments.chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        faults = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(f"file://{index}")
        systems = page.evaluate("Board.systems.length")
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})

        def busy():
            return {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}["TaskDuration"] * 1e3

        print(f"{systems} systems, {os.path.getsize(index) / 1e6:.2f} MB")
        for name, step in STEPS.items():
            # A browser is started cold: the first turn warms its compiler, as a reader's first look does.
            times = []
            for turn in range(4):
                before = busy()
                clock = page.evaluate(MEASURE, [step, turn])
                times.append((busy() - before, clock))
                page.wait_for_timeout(100)
            print(f"{name:26} {max(t[0] for t in times[1:]):6.0f} ms {max(t[1] for t in times[1:]):6.0f} ms", flush=True)
        print("faults of scripts:", "; ".join(faults) or "none")
        browser.close()


if __name__ == "__main__":
    main()
