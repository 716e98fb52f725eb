"""Runs `larum check`, promtool and amtool in turn on the same files and prints a table. Called by
scripts/check_speed.sh."""

import glob
import os
import statistics
import subprocess
import sys
import time

TARGET, RUNS, SIZES = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
LARUM, TOOLS = f"{TARGET}/release/larum", f"{TARGET}/tools/bin"


def run(command):
    """Wall seconds, processor seconds, peak memory in MB. 1 is an exit code for findings."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    began = time.monotonic()
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{command[:3]} failed: {errors.decode()[:2000]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(what, ours, name, theirs):
    runs = {command[0]: [] for command in (ours, theirs)}
    for _ in range(RUNS):
        for command in (ours, theirs):
            runs[command[0]].append(run(command))
    (mine, yours) = [tuple(map(statistics.median, zip(*runs[command[0]]))) for command in (ours, theirs)]
    for label, figures in (("larum check", mine), (name, yours)):
        print(f"| {what} | {label} | {figures[0]:.2f} | {figures[1]:.2f} | {figures[2]:.0f} | {yours[0] / figures[0]:.1f} | {yours[2] / figures[2]:.1f} |")


print("| files | program | wall s | processor s | peak MB | theirs / it: wall | memory |\n|---|---|---:|---:|---:|---:|---:|")
for size in SIZES:
    folder = f"{TARGET}/speed/yaml/{size}"
    files = sorted(glob.glob(f"{folder}/*.yml"))
    promtool = [f"{TOOLS}/promtool", "check", "rules", "--lint=all", *files]
    compare(f"{int(size):,} rules".replace(",", " "), [LARUM, "check", *files], "promtool", promtool)
flat = f"{TARGET}/speed/yaml/flat.yml"
compare("5 000 routes", [LARUM, "check", flat], "amtool", [f"{TOOLS}/amtool", "check-config", flat])
