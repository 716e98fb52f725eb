"""Writes rule files of any size, as people write them: three in ten rules record, the others are alerts with a
ratio, labels and templates. And a configuration of Alertmanager with 5 000 routes beside each other. Called by
scripts/check_speed.sh: SIZE DIRECTORY."""

import os
import sys

GROUP, FILE = 20, 1000


def record(index, service):
    return f"""      - record: {service}:http_requests{index}:rate5m
        expr: sum by (job, code) (rate(http_requests{index}_total{{service="{service}"}}[5m]))
"""


def alert(index, service):
    severity = "critical" if index % 3 == 0 else "warning"
    return f"""      - alert: HighErrorRate{index}
        expr: |
          sum by (job, namespace) (rate(http_requests{index}_total{{service="{service}", code=~"5.."}}[5m]))
            / sum by (job, namespace) (rate(http_requests{index}_total{{service="{service}"}}[5m]))
            > 0.0{index % 9 + 1}
        for: 10m
        labels:
          severity: {severity}
          team: team-{index % 40}
        annotations:
          summary: "{service}: {{{{ $labels.job }}}} in {{{{ $labels.namespace }}}} fails"
          description: '{{{{ $value | humanizePercentage }}}} of the requests to {{{{ $labels.job }}}} fail.'
          runbook_url: https://runbooks.example.com/{service}/{index}
"""


def rules(size, folder):
    for start in range(0, size, FILE):
        with open(f"{folder}/rules-{start // FILE:03}.yml", "w") as file:
            file.write("groups:\n")
            for index in range(start, min(size, start + FILE)):
                service = f"service{index // GROUP}"
                if index % GROUP == 0:
                    file.write(f"  - name: {service}\n    rules:\n")
                file.write(record(index, service) if index % 10 < 3 else alert(index, service))


def routes(path):
    with open(path, "w") as file:
        file.write("route:\n  receiver: default\n  group_by: [alertname, job]\n  routes:\n")
        for index in range(5000):
            file.write(f"    - receiver: team-{index % 40}\n      matchers: ['service=\"service{index}\"', 'severity=~\"critical|warning\"']\n")
        file.write("receivers:\n  - name: default\n    webhook_configs: [{url: 'http://localhost/default'}]\n")
        for index in range(40):
            file.write(f"  - name: team-{index}\n    webhook_configs: [{{url: 'http://localhost/{index}'}}]\n")


def main(size, folder):
    os.makedirs(folder, exist_ok=True)
    rules(int(size), folder)
    routes(f"{folder}/../flat.yml")


main(*sys.argv[1:])
