import pytest

from probes.errors import BadDocument, BadSettings
from probes.sealing import Seal, find_seal


def test_what_was_sealed_opens_with_its_key_only():
    key = Seal.new_key()
    sealed = Seal(key).seal(b"hei")
    assert Seal(key).open(sealed) == b"hei"
    for changed in (sealed[:-1] + b"A", b"", sealed[:10]):
        with pytest.raises(BadDocument):
            Seal(key).open(changed)
    with pytest.raises(BadDocument):
        Seal(Seal.new_key()).open(sealed)


@pytest.mark.parametrize("key", ["short", "ø" * 44, "x" * 44 + "!"])
def test_a_bad_key_is_refused(key):
    with pytest.raises(BadSettings, match="this is no key"):
        Seal(key)


def test_the_key_comes_from_the_environment_or_from_a_file_of_ones_own(tmp_path):
    key = Seal.new_key()
    file = tmp_path / "sound.key"
    file.write_text(key + "\n", encoding="ascii")
    file.chmod(0o600)
    sealed = Seal(key).seal(b"hei")
    for environ in ({"SVARTID_SOUND_KEY": key}, {"SVARTID_SOUND_KEY_FILE": str(file)}):
        assert find_seal(environ).open(sealed) == b"hei"
    assert find_seal({}) is None
    file.chmod(0o640)
    with pytest.raises(BadSettings, match="chmod 600"):
        find_seal({"SVARTID_SOUND_KEY_FILE": str(file)})
    with pytest.raises(BadSettings, match="No such file"):
        find_seal({"SVARTID_SOUND_KEY_FILE": str(tmp_path / "none")})
