"""What the tests of reading share: articles and a page of our own, and small files that hold them."""

import csv
import io
import json

ARTICLES = [
    {
        "headline": f"Council votes on bridge {number}",
        "body": f"The council of Northmarch voted on bridge number {number} on Monday.\n\n"
        "The mayor said that the work would begin soon.",
        "date": f"2021-03-{number + 1:02d}T10:00:00+02:00",
        "outlet": "Northmarch Post",
        "byline": "By Ada Quill, Staff Writer",
        "link": f"https://www.northmarchpost.co.uk/{number}",
    }
    for number in range(4)
]

PAGE = """Skip to content
FacebookTwitterWhatsAppCopy Link
Politics

Council votes to rebuild the old bridge at Northmarch

Council votes to rebuild the old bridge at Northmarch

By Ada Quill
March 3, 2021 10:15 am GMT

The council of Northmarch voted on Monday evening to rebuild the old bridge over the Wendle, ending years of quarrel.

The work begins in June and is expected to take two years, according to a paper that the council published.

Mayor Tom Hale

"We have waited long enough for this," said the mayor, Tom Hale, who had promised a decision before the summer.

A question of money

The bridge will cost 40 million crowns, and the council hopes that the ministry of transport will pay for half of it.

Opponents of the plan said that the money would be better spent on buses, and that they would go to court.

About the author
Ada Quill
Ada has been writing about the council since 2014 and has won several prizes for her work on local politics.
Read more: The bridge that nobody wanted
Subscribe to our newsletter
© 2021 Northmarch Post. All rights reserved.
"""


def page_of_html(title: str = "Council votes on bridge", paragraphs: int = 5) -> str:
    """A small web page with an article and the usual metadata."""
    body = "".join(
        f"<p>Paragraph {number}: the council of Northmarch debated the bridge for hours, and nobody left early.</p>"
        for number in range(paragraphs)
    )
    return (
        f'<html><head><title>{title} - Northmarch Post</title><meta property="og:title" content="{title}">'
        '<meta property="og:site_name" content="Northmarch Post"><meta name="author" content="Ada Quill">'
        '<meta property="article:published_time" content="2021-03-03T10:15:00+01:00"></head>'
        '<body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{title}</h1>{body}</article><footer>All rights reserved.</footer></body></html>"
    )


def jsonl(articles: list[dict] = ARTICLES) -> str:
    """Articles as JSON lines."""
    return "".join(json.dumps(article) + "\n" for article in articles)


def csv_text(separator: str = ",", articles: list[dict] = ARTICLES) -> str:
    """Articles as a table in text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, articles[0], delimiter=separator)
    writer.writeheader()
    writer.writerows(articles)
    return out.getvalue()


def warc(pages: list[str], status: str = "200 OK") -> bytes:
    """Web pages as a crawler stores them."""
    out = b""
    for number, page in enumerate(pages):
        http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
        out += (
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example.co.uk/{number}\r\n"
                f"WARC-Date: 2021-03-03T00:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{number:08d}-0000-0000-0000-000000000000>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            ).encode()
            + http
            + b"\r\n\r\n"
        )
    return out
