"""What every page and every component has to keep, whatever it shows."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Outline(HTMLParser):
    """Reads HTML and notes its addresses, ids and headings, and what is wrong with it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.classes: set[str] = set()
        self.text = ""
        self.items: list[int] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]
        self.faults += [f"id {one} stands twice" for one in set(self.ids) if self.ids.count(one) > 1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("ul", "ol"):
            self.items.append("data-filled" in dict(attrs))  # else it has none until a script fills it
        elif tag == "li" and self.items:
            self.items[-1] += 1
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.faults.append(f"<{tag}> has an inline {name}")
            elif name in ("href", "src"):
                self.addresses.append(value or "")
            elif name == "id":
                self.ids.append(value or "")
            elif name == "class":
                self.classes.update((value or "").split())
        data = dict(attrs).get("type") == "application/json"
        if tag == "style" or (tag == "script" and not data and not dict(attrs).get("src")):
            self.faults.append(f"there is an inline <{tag}>")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes <{self.open[-1] if self.open else 'nothing'}>")
        else:
            self.open.pop()
        if tag in ("ul", "ol") and self.items and self.items.pop() == 0:
            self.faults.append(f"a <{tag}> has no items")

    def handle_data(self, data: str) -> None:
        self.text += data
