"""`python tests/fuzz/fuzz.py TARGET|all FOLDER RUNS SEED [MOST_BYTES]`: feeds mutated bytes by coverage.

`all` lets the first byte choose the target. Bounded by runs, never by time, so that a slow machine does the
same as a quick one. What was found lies in FOLDER as crash-…; feed it to the target again to see it.
"""

import sys
from importlib import import_module
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

with atheris.instrument_imports(include=["scenarios", "probes", "results"]):
    from seeds import seeds
    from targets import TARGETS

    # The targets import what they call when they are called: here it is instrumented before.
    for each in (
        "probes.chat.transcript", "probes.email.letter", "probes.phone.guard", "probes.phone.sip_text",
        "probes.sandbox.sip.message", "probes.timeline", "results.exchange.text_file", "scenarios.load",
    ):  # fmt: skip
        import_module(each)


def main() -> None:
    target, folder, runs, seed, *more = sys.argv[1:]
    names = list(TARGETS) if target == "all" else [target]
    corpus = Path(folder) / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(names):
        head = bytes([number]) if target == "all" else b""
        for place, each in enumerate(seeds(name)):
            (corpus / f"{name}-{place}").write_bytes(head + each)

    def one(data: bytes) -> None:
        if target != "all":
            TARGETS[target](data)
        elif data and data[0] < len(names):
            TARGETS[names[data[0]]](data[1:])

    atheris.Setup(
        [
            sys.argv[0], f"-runs={runs}", f"-seed={seed}", f"-max_len={more[0] if more else 4096}",
            f"-artifact_prefix={folder}/", "-print_final_stats=1", "-timeout=60", "-rss_limit_mb=2048",
            "-reload=0", str(corpus),
        ],
        one,
    )  # fmt: skip
    atheris.Fuzz()


main()
