"""Pages a second and memory of papers of 1, 12, 50 and 200 pages, ours beside a naive use of WeasyPrint.

Naive: the same HTML, with a FontConfiguration and the style sheet parsed anew for each paper, and none of what makes a
paper lasting and accessible. Anew: our paper to the last byte, with all that could be kept prepared anew for each. All
draw in turn, in processes of their own that stay warm, so that load on the machine falls on all.
Ratios are printed against the aims of the design; a clock is never asserted.
"""

import json
import subprocess
import sys
import time
from dataclasses import asdict, replace
from statistics import median

from documents import canonical, drawing
from documents.rendering import Order
from tests.documents.samples import DECISION, LETTER, PLAN, activities

SIZES = {1: 15, 12: 5, 50: 2, 200: 1}
WAYS = ("ours", "anew", "naive")
RENDERS = 200
PRESS = """
import json, os, resource, sys, time
os.environ.setdefault("FONTCONFIG_FILE", sys.argv[2])
import django
from django.conf import settings
settings.configure(USE_I18N=True, USE_TZ=True, TIME_ZONE="UTC", LANGUAGE_CODE="id", INSTALLED_APPS=[],
                   LANGUAGES=[("id", "id"), ("en", "en")], LOCALE_PATHS=[sys.argv[3]])
django.setup()
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from documents import rendering

def ours(order):
    return rendering.render(order)

def naive(order):
    rendering._engine.cache_clear()
    html = rendering.html_of(order)
    fonts = FontConfiguration()
    class Fetcher(weasyprint.urls.URLFetcher):
        def fetch(self, url, headers=None):
            name = url.removeprefix("liap-asset:")
            return weasyprint.urls.URLFetcherResponse(
                url, (rendering.ASSETS / name).read_bytes(), {"Content-Type": rendering.SERVED[name]})
    fetcher = Fetcher()
    sheet = weasyprint.CSS(string=(rendering.ASSETS / "print.css").read_text(), font_config=fonts,
                           url_fetcher=fetcher, base_url="liap-asset:")
    page = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url="liap-asset:")
    document = page.render(stylesheets=[sheet], font_config=fonts)
    return rendering.Drawn(document.write_pdf(), len(document.pages), "")

def anew(order):
    for kept in (rendering._case, rendering._engine, rendering.digest):
        kept.cache_clear()
    return rendering.render(order)

draw = {"ours": ours, "naive": naive, "anew": anew}[sys.argv[1]]
for line in sys.stdin:
    order = rendering.Order(**json.loads(line))
    began = time.process_time()
    drawn = draw(order)
    took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": took, "pages": drawn.pages, "size": len(drawn.pdf), "peak": peak}), flush=True)
"""


class Press:
    """A warm process that draws one paper at a time."""

    def __init__(self, how: str, locale: str) -> None:
        command = (sys.executable, "-c", PRESS, how, str(drawing.ASSETS / "fonts.conf"), locale)
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=drawing.FOLDER.parent, env=drawing._environment(), text=True,
        )  # fmt: skip

    def draw(self, order: Order) -> dict:
        self.process.stdin.write(json.dumps(asdict(order)) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(60)


def order_of(kind: str, facts) -> Order:
    return Order(kind=kind, facts=canonical.to_json(facts), language="id", number="500.9/0012/D3/IX/2026")


def papers() -> dict[int, Order]:
    """Papers of about that many pages; their true number of pages is measured and printed."""
    long = {12: 30, 50: 425, 200: 1975}
    found = {1: order_of("D4f", DECISION)}
    for pages, rows in long.items():
        facts = replace(PLAN, activities=activities(rows))
        found[pages] = order_of("D3", facts)
    return found


def test_papers(settings):
    locale = str(settings.LOCALE_PATHS[0])
    print("\nPapers, ours (PDF/A-3a, PDF/UA-1, facts inside) and naive, CPU seconds, in turn")
    each: dict[int, dict[str, list[dict]]] = {}
    for pages, order in papers().items():
        presses = {how: Press(how, locale) for how in WAYS}
        for press in presses.values() if pages < 200 else ():
            press.draw(order)
        told = each.setdefault(pages, {how: [] for how in presses})
        for _ in range(SIZES[pages]):
            for how, press in presses.items():
                told[how].append(press.draw(order))
        for press in presses.values():
            press.end()
        say(told)
    aims(each)


def taken(rows: list[dict]) -> float:
    return median(row["seconds"] for row in rows)


def say(told: dict[str, list[dict]]) -> None:
    pages = told["ours"][0]["pages"]
    for how, rows in told.items():
        peak = max(row["peak"] for row in rows) / 1024
        print(f"  {pages:4} pages  {how:6}{taken(rows):8.3f} s {pages / taken(rows):7.1f} pages/s {peak:6.0f} MB")
    print(f"              naive / ours x{over(told, 'naive'):.2f}, anew / ours x{over(told, 'anew'):.2f}")


def over(told: dict[str, list[dict]], how: str) -> float:
    """How much longer another way takes than ours, by the pairs drawn next to each other."""
    pairs = zip(told[how], told["ours"], strict=True)
    return median(theirs["seconds"] / ours["seconds"] for theirs, ours in pairs)


def aims(each: dict[int, dict[str, list[dict]]]) -> None:
    def per_page(size: int) -> float:
        rows = each[size]["ours"]
        return taken(rows) / rows[0]["pages"]

    twelve, one = each[12], each[1]
    print("  against the aims of the design:")
    print(f"    12 pages, ours / naive      x{taken(twelve['ours']) / taken(twelve['naive']):.2f}   (at most 1.15)")
    print(f"    1 page, anew / ours         x{over(one, 'anew'):.2f}   (at least 1.8)")
    print(f"    200 to 12, cost of a page   x{per_page(200) / per_page(12):.2f}   (at most 2)")
    print(f"    12 pages, a page            {1000 * per_page(12):.0f} ms  (at most 85 on the machine of the study)")
    print(f"    200 pages, peak memory      {max(r['peak'] for r in each[200]['ours']) / 1024:.0f} MB (below 1000)")


def test_starting_the_process():
    """One letter by a process that stays, and by a new one for each: where most of the time of a letter goes."""
    took = {"a new process": [], "the same process": []}
    drawing.draw(order_of("D1f", LETTER))
    for _ in range(5):
        for how, times in took.items():
            if how == "a new process":
                drawing._press().end()
            began = time.perf_counter()
            drawing.draw(order_of("D1f", LETTER))
            times.append(time.perf_counter() - began)
    new, same = (median(times) for times in took.values())
    print(f"\nA letter by a new process {new:.2f} s, by the same process {same:.2f} s: x{new / same:.1f}")


def test_memory(settings):
    """What each of 200 different letters leaves behind in the process."""
    print("\nMemory over 200 different letters (at most 0.15 MB each)")
    for how in WAYS:
        press, peaks = Press(how, str(settings.LOCALE_PATHS[0])), []
        for number in range(RENDERS + 20):
            facts = replace(LETTER, head=replace(LETTER.head, plan_title=f"Rencana {number} {'kata ' * (number % 9)}"))
            peaks.append(press.draw(order_of("D1f", facts))["peak"] / 1024)
        press.end()
        print(f"  {how:6} {peaks[19]:.0f} to {peaks[-1]:.0f} MB, {(peaks[-1] - peaks[19]) / RENDERS:.3f} MB each")
