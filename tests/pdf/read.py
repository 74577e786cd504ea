"""Reads sheets out as a screen reader would, and compares that with the same sheets as pages.

Of a PDF file the words are taken in the order of its tags, of the page of the same name beside it in the order of
its text. They must be the same from the first word to the last. Two things differ: the foot is read out once in a
PDF, and what is shown by room alone (a line to write on) is said in words on the page only.

Nor may a word lie over another, which no checker of tags would see.
"""

import html.parser

import pikepdf
from outloud import model

EMPTY = ("meta", "link", "br", "col", "path")


def squeezed(text):
    """A text without spaces, and without hyphens, at which words may be broken, and dots between facts."""
    return "".join(c for c in text if not c.isspace() and c not in "-\u00ad\u2010\u00b7\u2022")


class Page(html.parser.HTMLParser):
    """The words of a page, the foot of its first section among them."""

    def __init__(self):
        super().__init__()
        self.open, self.words, self.pages = [], [], 0

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        classes = (attributes.get("class") or "").split()
        if "sheet-page" in classes:
            self.pages += 1
        if tag not in EMPTY:
            self.open.append((tag, classes))
        if tag == "svg":
            self.handle_data(attributes.get("aria-label", ""))

    def handle_endtag(self, tag):
        while tag not in EMPTY and self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = {tag for tag, _ in self.open}
        classes = {name for _, names in self.open for name in names}
        room = "visually-hidden" in classes and not classes.intersection({"sheet-boxes"})
        if "main" not in tags or "caption" in tags or room:
            return
        if "sheet-foot" not in classes or self.pages == 1:
            self.words.append(squeezed(data))


def on_page(path):
    """The words of a page in the order of its text."""
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return "".join(page.words)


def in_file(path):
    """The words of a file in the order of its tags; a picture is its words."""
    document = model.Document(str(path))
    said = []

    def walk(node, page):
        if isinstance(node, int):
            said.append(document.content(page).mcid_text.get((None, node), ""))
        elif isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid, page)
        elif isinstance(node, pikepdf.Dictionary):
            if "/Pg" in node:
                page = document.page_index[node.Pg.objgen]
            if "/Alt" in node:
                said.append(str(node.Alt))
            elif "/MCID" in node:
                walk(int(node.MCID), page)
            elif "/K" in node:
                walk(node.K, page)

    walk(document.root.StructTreeRoot, 0)
    document.close()
    return squeezed("".join(said))


def over(path):
    """Words of a file that lie over others: more than a fifth of the smaller one, which is more than the room around letters."""
    document = model.Document(str(path))
    found = []
    for page in document.fitz():
        words = [word for word in page.get_text("words") if word[4].strip()]
        for at, (left, top, right, bottom, text, *_) in enumerate(words):
            for other in words[at + 1 :]:
                wide = min(right, other[2]) - max(left, other[0])
                high = min(bottom, other[3]) - max(top, other[1])
                least = min((right - left) * (bottom - top), (other[2] - other[0]) * (other[3] - other[1]))
                if wide > 0 and high > 0 and wide * high > 0.2 * least:
                    found.append(f"`{text}` lies over `{other[4]}` on page {page.number + 1}")
    document.close()
    return found


def judged(path):
    page, file = on_page(path.with_suffix(".html")), in_file(path)
    wrong = [f"{path}: {found}" for found in over(path)]
    if page != file:
        at = next((i for i, (a, b) in enumerate(zip(page, file)) if a != b), min(len(page), len(file)))
        wrong.append(f"{path}: the page says `…{page[max(0, at - 30) : at + 40]}`, the file `…{file[max(0, at - 30) : at + 40]}`")
    return wrong


def blind(sound, folder):
    """Whether the checks above pass what they must not: a sheet without its first words, and one printed twice over."""
    without, twice = folder / "without.pdf", folder / "twice.pdf"
    with pikepdf.open(sound) as pdf:
        del pdf.Root.StructTreeRoot.K[0]
        pdf.save(without)
    if on_page(sound.with_suffix(".html")) == in_file(without):
        yield "missing words are not seen"
    with pikepdf.open(sound) as pdf:
        pdf.pages[0].contents_add(pdf.pages[0].Contents.read_bytes())
        pdf.save(twice)
    if not over(twice):
        yield "words over words are not seen"
