"""A snapshot of everything that is printed or shown: python -m tests.snapshot FOLDER [--keep].

Needs time-machine beside requirements-test.txt: the clock stands at one day. Writes each command's output and each
page's elements (HTML, chart specs, widgets) as text into FOLDER, and holds their fingerprints against
tests/snapshot/fingerprints.json; ``--keep`` writes that file instead. Ends with 1 where anything differs.
"""

import json
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.snapshot.take import data_files, snapshot

KEPT = Path(__file__).with_name("fingerprints.json")


def main() -> int:
    folder = Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as data, ProcessPoolExecutor(2, max_tasks_per_child=1) as pool:
        jobs = [pool.submit(snapshot, name, path, folder) for name, path in data_files(Path(data)).items()]
        found = {key: value for job in jobs for key, value in job.result().items()}
    if "--keep" in sys.argv:
        KEPT.write_text(json.dumps(found, indent=0, sort_keys=True) + "\n", encoding="utf-8")
        print(f"{len(found)} kept")
        return 0
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    wrong = sorted(key for key in kept.keys() | found.keys() if kept.get(key) != found.get(key))
    print(*[f"differs: {key}" for key in wrong], f"{len(found)} held, {len(wrong)} differ", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
