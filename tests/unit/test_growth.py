"""How the bench says that an operation grew: between registers only, whatever else was measured."""

from benchmarks.findings import P95, by_itself, growth


def test_growth_is_told_beside_what_has_no_register():
    found = [
        by_itself("inbox of the clerk", 10_000, P95, 8.0),
        by_itself("inbox of the clerk", 1_000_000, P95, 10.0),
        by_itself("several writers", 0, "p90", 40.0),
    ]
    (line,) = growth(found)
    assert (line.operation, line.size, line.product, line.met) == (
        "inbox of the clerk",
        1_000_000,
        1.25,
        True,
    )
    assert growth(found[:1]) == []
