import os

from kg.errors import BadArticle
from kg.model import Article
from kg.read import read

TEXT = "Norland and Sudmark agree on a railway\n\nThe two governments agreed on Tuesday to build a railway.\n"


def test_a_text_stands_as_given_with_what_its_head_states(tmp_path):
    path = tmp_path / "railway.txt"
    path.write_bytes(b"\xef\xbb\xbf" + f"Foreign policy\nMarch 5, 2024 15:13\n{TEXT}".replace("\n", "\r\n").encode())
    assert list(read([str(path)])) == [
        Article(
            id="railway",
            text=f"Foreign policy\nMarch 5, 2024 15:13\n{TEXT}",
            title="Norland and Sudmark agree on a railway",
            date="2024-03-05",
        )
    ]


def test_the_day_of_the_file_is_not_the_day_of_the_article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    os.utime(path, (1_600_000_000, 1_600_000_000))
    (article,) = read([str(path)])
    assert article.date is None


def test_the_id_is_the_stem_without_what_does_not_print(tmp_path):
    odd = os.fsencode(tmp_path) + b"/a\x07\n b\xff.c.txt"
    with open(odd, "w") as file:
        file.write(TEXT)
    (article,) = read([os.fsdecode(odd)])
    assert article.id == "a b\ufffd.c"


def test_a_text_at_the_limit_is_read_and_one_above_it_is_not(tmp_path):
    for name, size in (("fits", 1_000_000), ("more", 1_000_001), ("much", 4_100_000)):
        (tmp_path / f"{name}.txt").write_text("x" * size)
    items = list(read([str(tmp_path)]))
    assert [len(item.text) if isinstance(item, Article) else str(item).split("; ")[0] for item in items] == [
        1_000_000,
        f"{tmp_path}/more.txt: text of 1,000,001 characters",
        f"{tmp_path}/much.txt: larger than 4,000,004 bytes, the most that is read of one such input",
    ]
    assert isinstance(items[1], BadArticle)
