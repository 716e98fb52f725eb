"""Writes a test of rules of any size, for promtool and Larum: rule_tests.py SERIES STEPS RULES FOLDER."""

import os
import sys

SERIES, STEPS, RULES = map(int, sys.argv[1:4])
FOLDER = sys.argv[4]
METRICS = ["up", "requests_total", "errors_total", "latency_seconds", "queue_length",
           "free_bytes", "size_bytes", "temperature", "restarts_total", "sessions"]

# Each is given a job; the alerts among them are seldom or never true.
SHAPES = [
    "{alert: Down%(n)d, expr: 'up{job=\"%(job)s\"} == 0', for: 5m}",
    "{record: 'job:requests:rate%(n)d', expr: 'sum by (job) (rate(requests_total{job=\"%(job)s\"}[5m]))'}",
    "{alert: Errors%(n)d, expr: 'rate(errors_total{job=\"%(job)s\"}[5m]) / rate(requests_total{job=\"%(job)s\"}[5m]) > 0.5', for: 10m}",
    "{alert: Slow%(n)d, expr: 'avg_over_time(latency_seconds{job=\"%(job)s\"}[10m]) > 0.95', for: 5m}",
    "{alert: Full%(n)d, expr: 'free_bytes{job=\"%(job)s\"} / size_bytes{job=\"%(job)s\"} < 0.1', for: 30m}",
    "{record: 'job:queue:max%(n)d', expr: 'max by (job) (queue_length{job=\"%(job)s\"})'}",
    "{alert: Hot%(n)d, expr: 'max_over_time(temperature{job=\"%(job)s\"}[5m]) > 90', for: 1m}",
    "{alert: Restarts%(n)d, expr: 'increase(restarts_total{job=\"%(job)s\"}[1h]) > 500'}",
    "{alert: Skewed%(n)d, expr: 'stddev by (job) (sessions{job=\"%(job)s\"}) > 1000', for: 5m}",
    "{alert: Read%(n)d, expr: 'job:requests:rate%(before)d > 1e9', for: 5m}",
]


def values(metric, index):
    half = STEPS // 2
    if metric == "up":
        return f"1x{half} 0x3 1x{half}"
    if metric.endswith("_total"):
        return f"{index}+{index % 7 + 1}x{STEPS}"
    return f"0.5x{half} {0.5 + index % 50 / 100}x{half}"


os.makedirs(FOLDER, exist_ok=True)
jobs = max(1, RULES // len(SHAPES))
with open(f"{FOLDER}/rules.yml", "w") as file:
    file.write("groups:\n  - name: all\n    rules:\n")
    for n in range(RULES):
        job = f"job{n // len(SHAPES) % jobs}"
        file.write("      - " + SHAPES[n % len(SHAPES)] % {"n": n, "job": job, "before": n - 8} + "\n")
with open(f"{FOLDER}/test.yml", "w") as file:
    file.write("rule_files: [rules.yml]\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n    input_series:\n")
    for n in range(SERIES):
        metric, of_metric = METRICS[n % len(METRICS)], n // len(METRICS)
        labels = f'job="job{of_metric % jobs}", instance="host{of_metric}"'
        file.write(f"      - {{series: '{metric}{{{labels}}}', values: '{values(metric, n)}'}}\n")
    file.write("    alert_rule_test:\n      - {eval_time: %dm, alertname: Down0}\n" % STEPS)
