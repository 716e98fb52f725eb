"""Runs `reach ask` and `amtool check-config` in turn, and prints a table of their best wall times."""

import subprocess
import sys
import time


def seconds(command):
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command}: {done.stdout}{done.stderr}")
    return time.perf_counter() - start, done.stdout


def main(target, runs, shapes):
    print("| tree | reach, s | amtool check-config, s | amtool / reach |\n|---|---:|---:|---:|")
    for shape in shapes:
        file = f"{target}/speed/{shape}.yml"
        commands = [
            [f"{target}/speed/reach", "ask", file],
            [f"{target}/tools/bin/amtool", "check-config", file],
        ]
        best = [float("inf")] * 2
        for _ in range(int(runs)):
            for place, command in enumerate(commands):
                best[place] = min(best[place], seconds(command)[0])
        print(f"| {shape} | {best[0]:.2f} | {best[1]:.2f} | {best[1] / best[0]:.1f} |")


main(sys.argv[1], sys.argv[2], sys.argv[3:])
