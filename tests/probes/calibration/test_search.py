from hypothesis import given
from hypothesis import strategies as st

from probes.calibration.search import find_largest


@given(limit=st.integers(0, 300), known=st.integers(0, 5))
async def test_the_largest_number_is_found_in_few_steps(limit, known):
    tried = []

    async def bears(number):
        tried.append(number)
        return number <= limit

    known = min(20 * known, limit // 20 * 20)
    found = await find_largest(bears, first=40, step=20, most=240, borne=known)
    assert found == min(limit, 240) // 20 * 20
    assert len(tried) <= 6
    assert len(set(tried)) == len(tried)
