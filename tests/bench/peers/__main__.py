"""The peers' own process, under their own interpreter: for each letter that is asked for, A or R, its milliseconds."""

import sys
import tempfile
from pathlib import Path

from tests.bench.peers.django_admin import AdminList
from tests.bench.peers.roundup_step import IssueSteps

with tempfile.TemporaryDirectory() as folder:
    peers = {"A": AdminList(Path(folder)), "R": IssueSteps(Path(folder))}
    for line in sys.stdin:
        print(peers[line.strip()].once(), flush=True)
