from dataclasses import replace

import numpy as np
import pytest

from probes.errors import BadDocument
from probes.phone.sound.memories import FileMemory, ShortMemory
from probes.phone.sound.prints import fingerprint_of


def a_print(seed):
    return fingerprint_of(np.random.default_rng(seed).normal(-40, 9, (150, 16)).astype(np.float32))


@pytest.fixture(params=["file", "short"])
def memory(request, tmp_path):
    return FileMemory(tmp_path / "memory") if request.param == "file" else ShortMemory()


def test_what_is_learnt_is_recalled_and_counted(memory):
    for one in (a_print(1), a_print(2), a_print(1)):
        memory.learn("fjordvik/phone", one)
    recalled = memory.recall("fjordvik/phone")
    assert {one.id: one.heard for one in recalled} == {a_print(1).id: 2, a_print(2).id: 1}
    bands = {one.id: one.bands for one in recalled}
    np.testing.assert_allclose(bands[a_print(1).id], a_print(1).bands, atol=0.05)


def test_touchpoints_do_not_share_their_memories(memory):
    memory.learn("fjordvik/phone", a_print(1))
    assert memory.recall("fjordvik_phone") == () or isinstance(memory, FileMemory)
    assert memory.recall("elvedal/phone") == ()


def test_a_memory_outlives_its_process(tmp_path):
    FileMemory(tmp_path).learn("fjordvik", a_print(3))
    assert [one.id for one in FileMemory(tmp_path).recall("fjordvik")] == [a_print(3).id]


def test_a_damaged_file_is_named(tmp_path):
    (tmp_path / "fjordvik.npz").write_bytes(b"broken")
    with pytest.raises(BadDocument, match=r"fjordvik\.npz: not a memory of recordings"):
        FileMemory(tmp_path).recall("fjordvik")


def test_what_was_not_heard_for_longest_goes_first(tmp_path):
    memory = FileMemory(tmp_path, most=3)
    for seed in (1, 2, 3, 1, 4, 5):
        memory.learn("fjordvik", a_print(seed))
    kept = {one.id: one.heard for one in FileMemory(tmp_path, most=3).recall("fjordvik")}
    assert kept == {a_print(1).id: 2, a_print(4).id: 1, a_print(5).id: 1}


def test_what_may_be_a_recording_waits_for_one_call_only(memory):
    waits = replace(a_print(1), heard=0)
    memory.learn("fjordvik", waits, a_print(2))
    assert {one.id: one.heard for one in memory.recall("fjordvik")} == {waits.id: 0, a_print(2).id: 1}
    memory.learn("fjordvik", a_print(1))
    assert {one.id: one.heard for one in memory.recall("fjordvik")} == {a_print(1).id: 1, a_print(2).id: 1}
    memory.learn("fjordvik", replace(a_print(3), heard=0))
    memory.learn("fjordvik")
    assert {one.id: one.heard for one in memory.recall("fjordvik")} == {a_print(1).id: 1, a_print(2).id: 1}
