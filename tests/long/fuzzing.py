"""Every reader and command with inputs made worse: ``python tests/long/fuzzing.py TARGET COUNT [FIRST]``.

Prints a line for each failure, the number that repeats it first; ends with 1 where there was one.  An execution fails
where an exception goes past what is expected (with ``--debug``, so that no boundary hides it), where it takes over ten
seconds of processor time, or where the process takes more than a gigabyte.  A number repeats its execution to the
letter: ``python tests/long/fuzzing.py TARGET 1 NUMBER``.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

import grammars  # noqa: E402  -- found by the line above
import inputs  # noqa: E402
import mutations as mutate  # noqa: E402

from bibtool.cli.app import main  # noqa: E402
from bibtool.formats.format import FormatError  # noqa: E402
from bibtool.jobs.boundary import DEBUG  # noqa: E402
from bibtool.jobs.errors import JobError  # noqa: E402
from bibtool.notes.find import find_notes  # noqa: E402
from bibtool.readers.reader import ReadError  # noqa: E402
from bibtool.readers.registry import read_bytes  # noqa: E402

SECONDS = 10
MEMORY = 1 << 30
STYLES = [
    "sprawy-miedzynarodowe",
    "polska-humanistyka-przypisy",
    "apa-7-pl",
    "gost-r-7-0-5-2008",
    "chicago-przypisy-pl",
]
KINDS = ["text", "html", "markdown", "latex", "docx"]
_EXPECTED = (JobError, ReadError, FormatError)

Target = Callable[[random.Random], None]


def read_text(rng: random.Random) -> None:
    """A text with notes, to every format."""
    from bibtool.jobs.export import names, text
    from bibtool.jobs.extract import extract
    from bibtool.jobs.sources import Source

    base = inputs.article(rng) if rng.random() < 0.8 else rng.choice(inputs.articles())
    data = mutate.text(rng, base, inputs.notes()).encode("utf-8", "replace")
    if rng.random() < 0.1:
        data = mutate.data(rng, data)
    found = extract([Source("a.txt", data, rng.choice((None, "text")))], passages=True)
    for name in names()[1:]:
        text(name, found)


def read_notes(rng: random.Random) -> None:
    """Notes, set again in a style, compared with it, and all their findings said."""
    from bibtool.jobs.lint import lint, records
    from bibtool.jobs.sources import Source
    from bibtool.render.setting import Setting

    rows = []
    for number in range(rng.choice((1, 2, 4))):
        note = rng.choice(inputs.notes()) if rng.random() < 0.5 else grammars.note(rng)
        note = mutate.text(rng, note, inputs.notes())
        rows.append(json.dumps({"number": str(number + 1), "text": note}))
    if rng.random() < 0.1:
        rows[0] = mutate.text(rng, rows[0], ())
    style = Setting(rng.choice(STYLES)) if rng.random() < 0.3 else None
    records(lint([Source("a.jsonl", "\n".join(rows).encode("utf-8", "replace"), "notes")], style=style), "pl")


def read_docx(rng: random.Random) -> None:
    """A DOCX, extracted and set again."""
    data = inputs.document(rng, lambda part: mutate.markup(rng, part))
    if rng.random() < 0.1:
        data = mutate.data(rng, data)
    _format(rng, "a.docx", data, "--as", "notes", "--to", rng.choice(("docx", "docx", "text")))


def read_pdf(rng: random.Random) -> None:
    """A PDF that was cut short, or of which bytes or figures were changed."""
    data = rng.choice(inputs.pdfs())
    kind = rng.randrange(3)
    if kind == 0:
        data = data[: rng.randrange(len(data))]
    elif kind == 1:
        data = mutate.data(rng, data)
    else:
        figures = [at for at, byte in enumerate(data) if 48 <= byte < 58]
        changed = bytearray(data)
        for _ in range(rng.randrange(1, 40)):
            changed[rng.choice(figures)] = 48 + rng.randrange(10)
        data = bytes(changed)
    find_notes(read_bytes(data, "a.pdf"))


def read_bib(rng: random.Random) -> None:
    """BibTeX, BibLaTeX and RIS, to every format and back."""
    ending = rng.choice(list(inputs.bibliographies()))
    base = rng.choice(inputs.bibliographies()[ending])
    start = rng.randrange(len(base))
    if ending == ".bib" and rng.random() < 0.5:
        base, start = grammars.bib(rng), 0
    text = mutate.text(rng, base[start : start + rng.choice((300, 2000))], [base])
    _rewritten(rng, {".bib": ("biblatex", "bibtex"), ".ris": ("ris",)}[ending], text)


def read_json(rng: random.Random) -> None:
    """CSL-JSON, to every format and back."""
    rows = rng.sample(inputs.items(), rng.choice((1, 2, 5)))
    names = sorted({name for each in inputs.items() for name in each} - {"id", "type"})
    rows = mutate.value(rng, [*rows, grammars.item(rng, names)])
    text = json.dumps(rows, ensure_ascii=rng.random() < 0.5)
    if rng.random() < 0.1:
        text = mutate.text(rng, text, ())
    _rewritten(rng, ("csl-json",), text)


def _rewritten(rng: random.Random, names: tuple[str, ...], text: str) -> None:
    from bibtool.formats.format import Takes
    from bibtool.formats.registry import formats, get
    from bibtool.jobs.references import parsed

    result = parsed("a", text.encode("utf-8", "replace"), get(rng.choice(names)))
    for each in formats().values():
        if each.takes is Takes.ENTRIES:
            each.check(result.entries)
            written = each.write(result.entries)
            written.encode()
            again = parsed("a", written.encode(), each)
            assert len(again.entries) == len(result.entries), f"{each.name} loses entries"
    if rng.random() < 0.2:
        _bibliography(rng, result.entries)


def _bibliography(rng: random.Random, entries: Any) -> None:
    from bibtool.jobs.boundary import boundary
    from bibtool.jobs.format import known_engine
    from bibtool.render.setting import Setting

    target = rng.choice(("text", "html", "markdown", "latex"))
    known_engine("bibtool").bibliography(entries, Setting(rng.choice(STYLES)), target, boundary())


def read_own_json(rng: random.Random) -> None:
    """Notes as CSL citations and the citations of the contract, which other programs write too."""
    from bibtool.formats.registry import get
    from bibtool.jobs.extract import extract
    from bibtool.jobs.references import parsed
    from bibtool.jobs.sources import Source

    found = extract([Source("a.txt", inputs.article(rng).encode(), "text")], passages=True)
    if rng.random() < 0.5:
        notes = get("csl-notes")
        rows = json.loads(notes.write(found.apparatus))
        notes.write(parsed("a", json.dumps(mutate.value(rng, rows)).encode(), notes).entries)
    else:
        citations = get("citations")
        lines = [
            json.dumps(mutate.value(rng, json.loads(line)))
            for line in citations.write(found.citations).split("\n")
            if line
        ]
        citations.write(parsed("a", "\n".join(lines).encode(), citations).entries)


def filter_pandoc(rng: random.Random) -> None:
    """A paper in pandoc's JSON."""
    from bibtool.jobs.paper import filter_paper

    base = inputs.paper()
    meta = {**base["meta"], "csl": {"t": "MetaString", "c": rng.choice(STYLES)}}
    start = rng.randrange(len(base["blocks"]))
    document = {**base, "meta": meta, "blocks": base["blocks"][start : start + 4]}
    if rng.random() < 0.9:
        document["meta"]["bibliography"] = {"t": "MetaString", "c": str(inputs.TESTS / "papers" / "refs.json")}
    done = filter_paper(
        json.dumps(mutate.value(rng, document)).encode(), rng.choice(("html", "latex", "markdown", "docx"))
    )
    json.loads(done.text)


def scan_papers(rng: random.Random) -> None:
    """Papers as they are written: LaTeX, its .aux and .bcf, Markdown."""
    from bibtool.jobs.cited import scan

    ending, base = rng.choice(
        [(".tex", inputs.LATEX), (".aux", inputs.AUX), (".bcf", inputs.BCF), (".md", inputs.markdown())]
    )
    text = mutate.text(rng, base * rng.choice((1, 1, 3)), [inputs.LATEX, inputs.markdown()])
    scan(f"a{ending}", text, text.encode("utf-8", "replace"))


def addresses(rng: random.Random) -> None:
    """Addresses: read, planned, keyed."""
    from bibtool.jobs.extract import extract
    from bibtool.jobs.link_sources import mentions_of
    from bibtool.jobs.sources import Source
    from bibtool.links.plan import plan
    from bibtool.links.surt import surt
    from bibtool.links.uri import BadAddressError, Uri

    url = mutate.text(rng, rng.choice(["https://www.example.org/a/b-c?d=e&f#g", "http://żółw.example/łąka.html"]), ())
    with contextlib.suppress(BadAddressError):
        uri = Uri.parse(url)
        surt(str(uri))
        with contextlib.suppress(BadAddressError, ValueError):
            uri.join(mutate.text(rng, "../x?y=ł", ()))
    note = json.dumps({"number": "1", "text": f"A. Kot, Most, {url} [dostęp: 3 IV 2022]."})
    found = extract([Source("a.jsonl", note.encode("utf-8", "replace"), "notes")])
    for target in plan(mentions_of(found.cited)):
        surt(target.url)


def transliterate(rng: random.Random) -> None:
    """Transliteration both ways, and the languages of titles."""
    from bibtool.language.detect import detect
    from bibtool.language.folding import fold_variants

    text = mutate.text(rng, rng.choice(inputs.notes())[:200], ["Щербаковский, Ґалаґан, Ўладзімір, Қазақстан"])
    detect(text)
    for word in text.split()[:5]:
        fold_variants(word[:60])
    _command("translit", text.replace("-", " ") or "x", "--from", rng.choice(("ru", "uk", "be", "kk", "bg", "auto")))


def commands(rng: random.Random) -> None:
    """Whole commands on files, their output written."""
    kind = rng.randrange(5)
    if kind == 0:
        name, data = "a.txt", mutate.text(rng, inputs.article(rng), inputs.notes()).encode("utf-8", "replace")
    elif kind == 1:
        ending = rng.choice(list(inputs.bibliographies()))
        name = f"a{ending}"
        data = mutate.text(rng, rng.choice(inputs.bibliographies()[ending])[:3000], ()).encode("utf-8", "replace")
    elif kind == 2:
        name, data = "a.json", json.dumps(mutate.value(rng, rng.sample(inputs.items(), 3))).encode()
    elif kind == 3:
        name, data = "a.docx", inputs.document(rng, lambda part: mutate.markup(rng, part))
    else:
        name, data = "a.md", mutate.text(rng, inputs.markdown(), ()).encode("utf-8", "replace")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        words = rng.choice([
            ["extract", str(path), "--format", rng.choice(("biblatex", "citations", "csl-notes", "table", "ris"))],
            ["lint", str(path), "--style", rng.choice(STYLES), "--format", rng.choice(("text", "json", "diff"))],
            ["format", str(path), "--style", rng.choice(STYLES), "--to", rng.choice(KINDS[:4])],
            ["format", str(path), "--style", rng.choice(STYLES), "--as", "notes", "--to", rng.choice(KINDS[:4])],
            ["run", str(path), "-o", str(Path(folder, "out")), "--no-check"],
            ["cited", str(path), "--bib", str(inputs.TESTS / "papers" / "refs.json"), "--format", "biblatex"],
        ])  # fmt: skip
        _command(*words)


def _format(rng: random.Random, name: str, data: bytes, *words: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        _command("format", str(path), "--style", rng.choice(STYLES), *words, "-o", str(Path(folder, "out")))


def _command(*words: str) -> None:
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(list(words))
    assert code in (0, 1, 2, 3), f"exit code {code}"
    assert code != 2 or err.getvalue().strip(), "wrong input, and nothing said"


TARGETS: dict[str, Target] = {
    target.__name__: target
    for target in (read_text, read_notes, read_docx, read_pdf, read_bib, read_json, read_own_json, filter_pandoc,
                   scan_papers, addresses, transliterate, commands)
}  # fmt: skip


class TooLong(BaseException):
    """Ten seconds are over."""


def _alarm(number: int, frame: object) -> None:
    raise TooLong


def fuzz(name: str, count: int, first: int = 0) -> list[str]:
    """The failures of ``count`` executions of a target."""
    os.environ[DEBUG] = "1"
    os.environ["LC_ALL"] = "C.UTF-8"
    target = TARGETS[name]
    failures: list[str] = []
    # processor time: however busy the machine is, an execution that hangs is told from one that has to wait
    signal.signal(signal.SIGVTALRM, _alarm)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    for number in range(first, first + count):
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            target(random.Random(f"{name} {number}"))
        except _EXPECTED:
            pass
        except TooLong:
            failures.append(f"{number} {SECONDS} seconds are over\n{traceback.format_exc(limit=-6)}")
        except Exception as error:
            failures.append(f"{number} {type(error).__name__}: {str(error)[:200]}\n{traceback.format_exc(limit=-4)}")
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return failures


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        print(*TARGETS)
        sys.exit()
    found = fuzz(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
    for each in found:
        print(each.encode("utf-8", "backslashreplace").decode())
    sys.exit(bool(found))
