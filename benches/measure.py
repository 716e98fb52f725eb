"""Runs the three programs in turn and prints a table. Called by scripts/speed.sh."""

import glob
import math
import os
import statistics
import subprocess
import sys
import threading
import time

TARGET, RUNS, LIMIT = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
SIZES = [int(size) for size in sys.argv[4:]]
NAMES = ["check", "build", "promtool"]


def command(name, size):
    folder = f"{TARGET}/speed/{size}"
    larum = f"{TARGET}/release/larum"
    if name == "check":
        return [larum, "check", f"{folder}/source"]
    if name == "build":
        return [larum, "build", f"{folder}/source", "-o", f"{folder}/out"]
    rules = sorted(glob.glob(f"{folder}/out/rules/*.yml"))
    return [f"{TARGET}/tools/bin/promtool", "check", "rules", "--lint=none", *rules]


def run(name, size):
    """Wall seconds, processor seconds, peak memory in MB; None when it took too long."""
    process = subprocess.Popen(command(name, size), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = []
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read()))
    reader.start()
    stopped = threading.Event()
    timer = threading.Timer(LIMIT, lambda: (stopped.set(), process.kill()))
    timer.start()
    began = time.monotonic()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    timer.cancel()
    reader.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if stopped.is_set():
        return None
    if process.returncode != 0:
        sys.exit(f"{name} of {size} alerts failed: {errors[0].decode()[:2000]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(size):
    """The median of each figure, by program. The programs take turns, so that all meet the same load."""
    runs = {name: [] for name in NAMES}
    for _ in range(RUNS if size < 100_000 else 1):
        for name in NAMES:
            runs[name].append(run(name, size))
    return {
        name: None if None in found else tuple(map(statistics.median, zip(*found)))
        for name, found in runs.items()
    }


def report(results):
    print(f"{'alerts':>8}  {'program':<9} {'wall s':>8} {'cpu s':>8} {'peak MB':>8}   promtool / it: wall, cpu, memory")
    for size, found in results.items():
        for name in NAMES:
            if found[name] is None:
                print(f"{size:>8}  {name:<9} more than {LIMIT:.0f} s")
                continue
            wall, cpu, memory = found[name]
            line = f"{size:>8}  {name:<9} {wall:8.2f} {cpu:8.2f} {memory:8.0f}"
            if name != "promtool" and found["promtool"]:
                ratios = [theirs / ours for theirs, ours in zip(found["promtool"], found[name])]
                line += "   " + "  ".join(f"{ratio:6.2f}" for ratio in ratios)
            print(line)
    sizes = list(results)
    for small, big in zip(sizes, sizes[1:]):
        for name in NAMES:
            if results[small][name] and results[big][name]:
                growth = results[big][name][1] / results[small][name][1]
                power = math.log(growth) / math.log(big / small)
                print(f"{name}: {big / small:.0f} times the alerts take {growth:.1f} times the processor time (power {power:.2f}; 1 is linear)")


report({size: measure(size) for size in SIZES})
