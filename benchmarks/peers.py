#!/usr/bin/env python3
"""Times PyTorch on the rows of PeerTable: the training step that `isochron bench` times, or an inference pass.

    python3 -m venv torchvenv && torchvenv/bin/pip install torch
    torchvenv/bin/python benchmarks/peers.py --rows all --threads 1,2 --json
    torchvenv/bin/python benchmarks/peers.py --rows all --isochron ./isochron

A step: recurrent module, Linear to 3 classes, mean cross-entropy over all steps, backward, Adam. Times are medians of
--rounds steps (at least 15) after a warm-up. With --isochron, each of three turns of PyTorch's steps is followed by a run of
`isochron bench --json`, ours and theirs interleaved, and a Markdown table is printed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

# Where a build of PyTorch falls back to OpenBLAS, its threads are one too many.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import torch  # noqa: E402

CLASSES = 3
FEWEST_ROUNDS = 15
# Turns of PyTorch's steps and of `isochron bench`, which has its own median in each run.
TURNS = 3
# After the first turn, a number of threads that takes so many times as long as another is out.
BEATEN = 2
# Fewest timed steps of a run of `isochron bench`, which has its own warm-up.
FEWEST_REPEATS = 50
SHAPES = [(4, 32, 32, 100), (4, 64, 32, 400), (4, 128, 32, 200), (64, 256, 32, 200)]
MIDDLE = SHAPES[1]
SINGLE = (4, 64, 1, 1000)


def rows():
    """The rows of PeerRow.java, in its order: name -> (cell, shape, kind, target; 0 is none)."""
    table = {}

    def add(cell, shape, kind, target):
        name = "-".join([cell, *map(str, shape)]) + ("" if kind == "training" else "-" + kind)
        table[name] = (cell, shape, kind, target)

    for cell in ("lstm", "gru", "elman"):
        lstm = cell == "lstm"
        for shape in SHAPES:
            wide = shape[1] == 256
            add(cell, shape, "training", (1.2 if wide else 1.8) if lstm else (1.5 if wide else 4))
        if lstm:
            add(cell, SINGLE, "training", 1.5)
            add(cell, MIDDLE, "bidirectional", 1.8)
    for cell in ("lstm", "gru", "elman"):
        add(cell, MIDDLE, "packed", 8)
        add(cell, MIDDLE, "padded", 0)
    add("lstm", MIDDLE, "inference", 1.3)
    add("gru", MIDDLE, "inference", 1.3)
    add("lstm", SINGLE, "inference", 1.3)
    return table


class Step:
    """One row's modules and data; data lie ready as tensors, packed where the row says so."""

    def __init__(self, cell, shape, kind):
        size, hidden, batch, steps = shape
        torch.manual_seed(1)
        both = kind == "bidirectional"
        module = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "elman": torch.nn.RNN}[cell]
        self.trunk = module(size, hidden, num_layers=2 if both else 1, bidirectional=both)
        self.head = torch.nn.Linear(hidden * (2 if both else 1), CLASSES)
        parameters = [*self.trunk.parameters(), *self.head.parameters()]
        self.adam = torch.optim.Adam(parameters, lr=1e-3)
        self.packed = kind == "packed"
        self.inference = kind == "inference"
        self.inputs = 2 * torch.rand(steps, batch, size) - 1
        self.labels = torch.randint(CLASSES, (steps, batch))
        if kind in ("packed", "padded"):
            lengths = torch.randint(max(1, steps // 10), steps + 1, (batch,))
            past = torch.arange(steps)[:, None] >= lengths[None, :]
            self.labels = self.labels.masked_fill(past, -100)
            if self.packed:
                self.inputs = self._pack(self.inputs, lengths)
                self.labels = self._pack(self.labels, lengths).data
        self.labels = self.labels.reshape(-1)

    @staticmethod
    def _pack(tensor, lengths):
        return torch.nn.utils.rnn.pack_padded_sequence(tensor, lengths, enforce_sorted=False)

    def logits(self):
        out = self.trunk(self.inputs)[0]
        return self.head(out.data if self.packed else out)

    def run(self):
        if self.inference:
            with torch.no_grad():
                torch.softmax(self.logits(), -1)
            return
        self.adam.zero_grad()
        loss = torch.nn.functional.cross_entropy(self.logits().view(-1, CLASSES), self.labels)
        loss.backward()
        self.adam.step()


def timed(step, threads, rounds, warm=1.5):
    """Milliseconds of each of `rounds` steps."""
    torch.set_num_threads(threads)
    end = time.perf_counter() + warm
    step.run()
    while time.perf_counter() < end:
        step.run()
    millis = []
    for _ in range(rounds):
        start = time.perf_counter()
        step.run()
        millis.append((time.perf_counter() - start) * 1e3)
    return millis


def ours(command, row, threads, rounds):
    """The median milliseconds of one run of `isochron bench`."""
    cell, (size, hidden, batch, steps), kind, _ = row
    words = [command, "bench", "--json", "--cell", cell, "--threads", threads, "--repeats", rounds]
    words += ["--input", size, "--hidden", hidden, "--batch", batch, "--steps", steps]
    words += {
        "bidirectional": ["--layers", 2, "--bidirectional"],
        "packed": ["--lengths", "uniform"],
        "padded": ["--lengths", "uniform"],
        "inference": ["--inference"],
    }.get(kind, [])
    out = subprocess.run([str(w) for w in words], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(out.stdout)["medianMillis"]


def beaten(millis, threads):
    """Whether PyTorch is so much slower with so many threads: two were seen to take ten times the time of one."""
    mine = millis[threads]
    return bool(mine) and min(mine) > BEATEN * min(min(m) for m in millis.values() if m)


def measure(row, threads, rounds, command):
    """Medians and least times, peer and (with a command) ours, by number of threads."""
    cell, shape, kind, target = row
    step = Step(cell, shape, kind)
    each = -(-rounds // TURNS)
    peer = {p: [] for p in threads}
    own = {p: [] for p in threads}
    for _ in range(TURNS):
        for p in threads:
            if not beaten(peer, p):
                peer[p] += timed(step, p, each)
            if command:
                own[p].append(ours(command, row, p, max(each, FEWEST_REPEATS)))
    seen = {"cell": cell, "shape": shape, "kind": kind, "target": target}
    # Ours is a median of the medians of its runs.
    seen["peerMedian"] = {p: statistics.median(m) for p, m in peer.items()}
    seen["peerLeast"] = {p: min(m) for p, m in peer.items()}
    if command:
        seen["ourMedian"] = {p: statistics.median(m) for p, m in own.items()}
        seen["ratio"] = min(seen["peerMedian"].values()) / min(seen["ourMedian"].values())
    return seen


def line(name, seen):
    def text(values):
        return " / ".join(f"{v:.2f}" for v in values.values())

    target = seen["target"]
    met = "" if not target else "yes" if seen["ratio"] >= target else "no"
    cells = [name, text(seen["ourMedian"]), text(seen["peerMedian"]), f"{seen['ratio']:.2f}"]
    return "| " + " | ".join([*cells, str(target or ""), met]) + " |"


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", default="all", help="names with commas between them, or all")
    parser.add_argument("--threads", default="1,2", help="numbers of threads (default 1,2)")
    parser.add_argument("--rounds", type=int, default=21, help="timed steps, at least 15")
    parser.add_argument("--isochron", metavar="PATH", help="the command to compare with")
    parser.add_argument("--json", action="store_true", help="print JSON, with --isochron too")
    args = parser.parse_args()
    known = rows()
    args.rows = list(known) if args.rows == "all" else args.rows.split(",")
    unknown = [name for name in args.rows if name not in known]
    if unknown:
        parser.error(f"no row {', '.join(unknown)}; there are {', '.join(known)}")
    if args.rounds < FEWEST_ROUNDS:
        parser.error(f"--rounds: expected at least {FEWEST_ROUNDS}, found {args.rounds}")
    args.threads = [int(p) for p in args.threads.split(",")]
    return args


def main():
    args = arguments()
    known = rows()
    as_table = args.isochron and not args.json
    result = {"torch": torch.__version__, "loadBefore": os.getloadavg()[0], "rows": {}}
    if as_table:
        counts = " / ".join(map(str, args.threads))
        print(f"PyTorch {torch.__version__}; load before: {result['loadBefore']:.1f}.\n")
        print(f"| row | ours ms, {counts} threads | PyTorch ms | PyTorch / ours | target | met |")
        print("|---|---|---|---|---|---|")
    for name in args.rows:
        seen = measure(known[name], args.threads, args.rounds, args.isochron)
        result["rows"][name] = seen
        if as_table:
            print(line(name, seen), flush=True)
        else:
            print(name, file=sys.stderr, flush=True)
    result["loadAfter"] = os.getloadavg()[0]
    if as_table:
        print(f"\nLoad after: {result['loadAfter']:.1f}.")
    else:
        json.dump(result, sys.stdout, indent=1)
        print()


if __name__ == "__main__":
    main()
