from kg.report import content, drawing
from kg.report.basis import Citations, counted, listed, spoken
from kg.report.charts import MOST_MONTHS, Column, balance, columns, periods
from kg.report.drawing import broken, curve


def test_periods_are_months_without_gaps_or_years():
    assert periods(["2025-03-02", "2024-12", "2025"]) == ("2024-12", "2025-01", "2025-02", "2025-03")
    assert periods(["2015-01", "2025-03"]) == tuple(str(year) for year in range(2015, 2026))
    assert len(periods(["2021-12", f"{2021 + (MOST_MONTHS // 12)}-01"])) <= MOST_MONTHS
    assert periods(["2025", "2024"]) == ("2024", "2025")
    assert periods([]) == ()


def test_columns_are_as_high_as_their_numbers():
    drawn = columns([Column("2025-01", (("a", 3), ("b", 1)), (("c", 2),)), Column("2025-02", ())], 200, 100, "x")
    by_kind = {bar.kind: bar for bar in drawn.bars}
    assert abs(by_kind["a"].height - 3 * by_kind["b"].height) < 0.3
    assert abs(by_kind["a"].y + by_kind["a"].height - drawn.zero) < 0.2
    assert by_kind["c"].y == drawn.zero
    assert by_kind["b"].y < by_kind["a"].y
    assert all(bar.y >= 0 and bar.y + bar.height <= 100 for bar in drawn.bars)
    assert [mark.text for mark in drawn.marks] == ["4", "2", "Jan 2025", "Feb"]
    assert by_kind["a"].hint == "January 2025: 3 a"


def test_columns_of_nothing_are_a_frame():
    assert columns([], 200, 100, "x").bars == ()


def test_balance_leans_to_the_heavier_side():
    left, right = balance(1, 4, 4).bars
    assert (left.kind, left.width) == ("contest", 60)
    assert (right.kind, right.x, right.width) == ("cooperation", 60, 15)


def test_a_curve_stays_clear_of_both_signs():
    assert curve((0, 0), (100, 0), 0, 10, 20) == "M10.0 0.0Q50.0 0.0 80.0 0.0"
    assert curve((5, 5), (5, 5), 0.2, 10, 10) == "M5.0 5.0Q5.0 5.0 5.0 5.0"


def test_names_fit_under_their_signs():
    assert broken("United States") == ("United States",)
    assert broken("A" * 60) == ("A" * 18, "A" * 18 + "…")


def test_words():
    assert listed([]) == ""
    assert listed(["a", "b"]) == "a and b"
    assert counted(1234, "claim") == "1,234 claims"
    assert spoken("2025-02-01") == "1 February 2025"


def test_citations_number_each_quote_once_and_spread_over_articles(store):
    from kg.explain import explain

    found = explain(store, "Arcadia", "partner_of", "Ruritania")
    cited = Citations()
    first = cited.of(found, 2)
    assert (first.numbers, first.more) == ((1, 2), len(found) - 2)
    shown = [evidence.document.id for _, evidence in cited.all]
    assert len(set(shown)) == 2
    assert cited.of(found[:1]).numbers == (1,)
    assert cited.of([]).numbers == ()


def test_only_the_strongest_lines_are_drawn(monkeypatch, store):
    monkeypatch.setattr(drawing, "MOST_LINES", 3)
    drawn = content(store).drawing
    assert len(drawn.lines) == 3
    assert drawn.omitted > 0
    assert "Arcadia partner of Ruritania (2 claims)" in {line.hint for line in drawn.lines}
