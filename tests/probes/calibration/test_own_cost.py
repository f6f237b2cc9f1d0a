import subprocess
import sys

from probes.calibration.own_cost import usage


def test_it_counts_children_and_leaves_out_the_named_ones():
    busy = (
        "import time\nend = time.process_time() + 0.3\n"
        "while time.process_time() < end: pass\nprint('done', flush=True)\ninput()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", busy], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "done\n"
        whole, without = usage(), usage(without=[child.pid])
        child.communicate("\n")
    assert whole.cpu_s - without.cpu_s >= 0.28
    assert whole.rss_mb > without.rss_mb > 0
