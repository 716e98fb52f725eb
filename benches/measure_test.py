"""Runs `larum test` and `promtool test rules` in turn on the same files, each a process of its own, and prints tables.
Called by scripts/test_speed.sh."""

import os
import statistics
import subprocess
import sys
import time

TARGET, RUNS, LARGE = sys.argv[1], int(sys.argv[2]), sys.argv[3]
FILES = sys.argv[4:]
PROGRAMS = {"larum": [f"{TARGET}/release/larum", "test"], "promtool": [f"{TARGET}/tools/bin/promtool", "test", "rules"]}


def run(program, files):
    """Wall seconds, processor seconds, peak memory in MB. 1 is the exit code of failed tests."""
    folder = os.path.dirname(files[0]) or "."
    began = time.monotonic()
    process = subprocess.Popen([*PROGRAMS[program], *files], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        sys.exit(f"{program} failed with {code} on {files[0]} in {folder}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(files, runs=RUNS):
    """Medians of each program, run in turn."""
    found = {program: [] for program in PROGRAMS}
    for _ in range(runs):
        for program in PROGRAMS:
            found[program].append(run(program, files))
    return {program: tuple(map(statistics.median, zip(*figures))) for program, figures in found.items()}


def row(what, figures):
    mine, theirs = figures["larum"], figures["promtool"]
    print(f"| {what} | {theirs[0]:.2f} | {mine[0]:.3f} | {theirs[0] / mine[0]:.1f} | {theirs[1] / mine[1]:.1f} | {theirs[2] / mine[2]:.1f} |", flush=True)


print("| what | promtool wall s | larum wall s | times faster | processor | memory |\n|---|---:|---:|---:|---:|---:|")
each = {file: measure([file]) for file in FILES}
total = {program: tuple(map(sum, zip(*(figures[program] for figures in each.values())))) for program in PROGRAMS}
row(f"{len(FILES)} files, one process each, in total", total)
ratios = sorted((figures["promtool"][0] / figures["larum"][0], file) for file, figures in each.items())
for share, name in ((0, "slowest"), (0.5, "median"), (1, "fastest")):
    ratio, file = ratios[round(share * (len(ratios) - 1))]
    row(f"{name} file: {'/'.join(file.split('/')[-2:])}", each[file])
print(f"\n{sum(ratio < 1 for ratio, _ in ratios)} files are slower than promtool.")
print("\n| what | promtool wall s | larum wall s | times faster | processor | memory |\n|---|---:|---:|---:|---:|---:|")
row("all files, one process", measure(FILES))
if LARGE:
    row("1 000 series × 10 000 steps × 100 rules", measure([LARGE], 1))
