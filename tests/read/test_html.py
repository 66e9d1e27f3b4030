import pytest

from kg.model import Article
from kg.read import read

PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title} | Example Daily</title>{head}</head>
<body><header><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/money">Money</a></nav></header>
<main><article><h1>{title}</h1>{below}
<p>President Anna Berg of Norland met Prime Minister Karl Ost in Hafenstadt.</p>
<h2>Money</h2>
<p>Norland will lend its neighbour three billion crowns, according to the ministry of transport.</p>
</article>
<aside><h3>Read also</h3><a href="/tin">Vestland bans exports of tin</a></aside></main>
<footer>Copyright 2019 Example Daily. Download our app.</footer></body></html>"""
TITLE = "Norland and Sudmark agree on a railway"
WORDS = (
    f"{TITLE}\nPresident Anna Berg of Norland met Prime Minister Karl Ost in Hafenstadt.\nMoney\n"
    "Norland will lend its neighbour three billion crowns, according to the ministry of transport."
)
LD = '<script type="application/ld+json">{}</script>'


@pytest.fixture
def article(tmp_path):
    def of(page):
        path = tmp_path / "page.html"
        path.write_bytes(page if isinstance(page, bytes) else page.encode())
        (item,) = read([str(path)])
        return item

    return of


def page(head="", below=""):
    return PAGE.format(title=TITLE, head=head, below=below)


def test_the_articles_own_words_and_what_the_page_states(article):
    head = (
        f'<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Example Daily">'
        '<meta property="article:published_time" content="2024-03-05T23:30:00+01:00">'
        '<link rel="canonical" href="https://news.example.org/railway">'
    )
    assert article(page(head)) == Article(
        id="page",
        text=WORDS,
        title=TITLE,
        date="2024-03-05",
        source="Example Daily",
        url="https://news.example.org/railway",
    )


def test_the_headline_is_the_first_line_even_where_the_page_prints_none(article):
    bare = page().replace(f"<h1>{TITLE}</h1>", "")
    assert article(bare).text.startswith(f"{TITLE}\nPresident")


def test_the_heading_is_preferred_to_a_title_with_the_outlets_name(article):
    item = article(page(f'<meta property="og:title" content="{TITLE} | Example Daily">'))
    assert (item.title, item.text) == (TITLE, WORDS)


STATED = {
    "meta name": ('<meta name="pubdate" content="5 March 2024">', ""),
    "schema.org": (LD.format('{"@type": "NewsArticle", "datePublished": "2024-03-05T08:00"}'), ""),
    "schema.org graph": (
        LD.format(
            '{"@graph": [{"@type": "WebSite", "datePublished": "2001-01-01"},'
            '{"@type": ["Article"], "datePublished": "2024-03-05"}]}'
        ),
        "",
    ),
    "schema.org before meta": (
        LD.format('[{"@type": "Article", "datePublished": "2024-03-05"}]') + '<meta name="date" content="2020-01-01">',
        "",
    ),
    "time marked": (
        "",
        '<time datetime="2020-01-01">x</time><time itemprop="datePublished" datetime="2024-03-05">y</time>',
    ),
    "time": ("", '<time datetime="2024-03-05T10:00">Tuesday</time>'),
    "time in words": ("", "<time>5 March 2024</time>"),
    "date line": ("", '<div class="article__date">Foreign policy | 5 March 2024 10:15</div>'),
    "two that agree": ("", '<time datetime="2024-03-05">x</time><time datetime="2024-03-05">y</time>'),
}
NOT_STATED = {
    "copyright year": ("", ""),
    "picture": ("", '<img src="/2024/03/05/train.jpg">'),
    "sentence": ("", "<p>Both sides had last met on 5 March 2024 in the same town.</p>"),
    "two that do not agree": ("", '<time datetime="2024-03-05">x</time><time datetime="2024-03-06">y</time>'),
    "not a date": ('<meta name="date" content="2024-02-30">', ""),
    "broken schema.org": (LD.format('{"@type": "Article", "datePublished": "2024-03-05"'), ""),
    "another thing's date": (LD.format('{"@type": "Event", "datePublished": "2024-03-05"}'), ""),
}


@pytest.mark.parametrize("name", STATED)
def test_a_date_that_the_page_states(article, name):
    assert article(page(*STATED[name])).date == "2024-03-05"


@pytest.mark.parametrize("name", NOT_STATED)
def test_a_date_is_never_guessed(article, name):
    assert article(page(*NOT_STATED[name])).date is None


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("utf-16", "utf-16"), ("x", "utf-8")],
)
def test_the_pages_encoding(article, declared, encoding):
    body = "<h1>Ørland’s café talks end</h1><p>The café talks “ended”.</p>"
    raw = f'<html><head><meta charset="{declared}"></head><body>{body}'
    assert article(raw.encode(encoding)).text == "Ørland’s café talks end\nThe café talks “ended”."


def test_a_fragment_and_an_xhtml_page(article):
    body = "<h1>Norland talks end</h1><p>The talks between the two states ended well.</p>"
    words = "Norland talks end\nThe talks between the two states ended well."
    xhtml = f'<?xml version="1.0" encoding="utf-16"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
    assert article(body).text == article(xhtml).text == words


NO_TEXT = {
    "no body": "<html></html>",
    "menu": '<html><body><nav><a href="/">Home</a><a href="/w">World</a></nav></body></html>',
    "script": "<html><body><script>var words = 'these are not the words of an article';</script></body></html>",
    "application": "<body><div id=root></div><noscript>You need to enable JavaScript to run this.</noscript></body>",
    "picture": "<html><head><title>Norland and Sudmark agree on it</title></head><body><img src=a.png></body></html>",
}


@pytest.mark.parametrize("name", NO_TEXT)
def test_a_page_without_text_is_a_bad_article(article, capfd, name):
    assert "page.html: no article text in this HTML" in str(article(NO_TEXT[name]))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "raw", [b"<p>" * 100_001, b"\x89PNG\r\n\x1a\n\0\0", b"x" * 10_000_001], ids=["tags", "binary", "size"]
)
def test_a_page_that_is_none_is_a_bad_article(article, raw):
    assert "page.html: " in str(article(raw))


def test_a_page_nested_too_deep_for_the_parser_is_a_bad_article(article):
    assert "no article text" in str(
        article("<html><body>" + "<div>" * 50_000 + "Norland met Sudmark in the town hall.")
    )


def test_the_same_page_gives_the_same_article(article):
    assert article(page()) == article(page())


def test_a_publisher_that_the_page_states_is_the_source(article):
    assert article(page('<meta name="publisher" content="Harbour Gazette">')).source == "Harbour Gazette"
