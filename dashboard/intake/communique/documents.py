"""The text of a communiqué's file: plain text, PDF or DOCX, told by its first bytes.

Runs in the child process (`isolation.read_document_apart`); a file that is not read says why.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from dashboard.errors import Problem, Said
from dashboard.intake.charsets import find_encoding
from dashboard.intake.communique.pdf_lines import page_text
from dashboard.intake.communique.reading import LONGEST
from dashboard.intake.faults import error
from dashboard.intake.file_forms import OLD_OFFICE, form_of
from dashboard.intake.wire import problem_back, problem_written

MAX_BYTES = 20 * 2**20
_MAX_TEXT_BYTES = 5 * 2**20
_MAX_PAGES = 60
_MAX_PARTS, _MAX_UNPACKED = 2_000, 60 * 2**20
_LEAST_LETTERS = 40  # fewer in a whole PDF are a page number, not a text
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_KNOWN = re.compile(
    r"(?<!\w)(?:le|la|les|des|du|et|réunion|secrétariat|régional|provincial|parti|décidé"
    r"|في|من|على|إلى|الحزب|اجتماع|الأمانة|الجهوية|الإقليمية|الأمين)(?!\w)"
)


def document_text(content: bytes) -> str | Problem:
    """Return the text of a file, or why it has none that can be read."""
    form = form_of(content, {OLD_OFFICE: "DOC"})
    if form is not None:
        return _other_form(form)
    if content.startswith(b"PK"):
        return _docx(content)
    if b"%PDF-" in content[:1024]:
        return _pdf(content)
    return _plain(content)


def text_written(found: str | Problem) -> str:
    """Return a text, or the reason why there is none, as JSON."""
    if isinstance(found, Problem):
        return json.dumps({"problem": problem_written(found)}, ensure_ascii=False)
    return json.dumps({"text": found[: LONGEST + 1]}, ensure_ascii=False)


def text_back(held: str) -> str | Problem:
    """Return what a JSON text holds.

    Raises:
        ValueError: neither a text nor a reason.
    """
    told: dict[str, Any] = json.loads(held)
    try:
        return problem_back(told["problem"]) if "problem" in told else str(told["text"])
    except (KeyError, TypeError, IndexError) as fault:
        raise ValueError(str(fault)) from fault


def too_large_document(size: int) -> Problem | None:
    """Return the problem of a file above the size a communiqué can have."""
    if size <= MAX_BYTES:
        return None
    return error(
        "communique.file_too_large",
        Said("The file holds {size} MB.", size=round(size / 2**20, 1)),
        Said("Paste the text of the communiqué alone."),
        expected=Said("at most {limit} MB", limit=MAX_BYTES // 2**20),
    )


def not_readable(found: Problem) -> Problem:
    """Return what a crash, a bomb or a hang in a document says to the user."""
    if found.code in ("file.too_slow", "file.too_much_memory"):
        return error(
            "communique.too_heavy",
            Said("Reading this file takes more time or memory than a communiqué can: it was "
                 "stopped."),
            Said("Copy its text and paste it."),
        )  # fmt: skip
    return _damaged() if found.code == "file.crashed" else found


def _plain(content: bytes) -> str | Problem:
    if len(content) > _MAX_TEXT_BYTES:
        return error(
            "communique.text_too_large",
            Said("The text holds {size} MB.", size=round(len(content) / 2**20, 1)),
            Said("Paste the text of one communiqué alone."),
            expected=Said("at most {limit} MB", limit=_MAX_TEXT_BYTES // 2**20),
        )
    if not content.strip():
        return ""
    found = find_encoding(content, lambda text, _name: len(_KNOWN.findall(text[:50_000])))
    if isinstance(found, Problem):
        return error(
            "communique.encoding",
            Said("Nothing in this text file tells which encoding it is in."),
            Said("Open it, copy its text and paste it, or save it in UTF-8."),
            candidates=found.candidates,
        )
    return content.decode(found.codec)


def _pdf(content: bytes) -> str | Problem:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return _locked()
        if len(reader.pages) > _MAX_PAGES:
            return error(
                "communique.too_many_pages",
                Said("The PDF has {n} pages; a communiqué has at most {most}.",
                     n=len(reader.pages), most=_MAX_PAGES),
                Said("Copy the text of the communiqué alone and paste it."),
            )  # fmt: skip
        pages = [page_text(page) for page in reader.pages]
    except PyPdfError as fault:
        return _locked() if "decrypt" in str(fault).lower() else _damaged()
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        return _damaged()  # what pypdf lets through on a damaged file
    except ImportError:
        return _locked()  # an encryption that needs a library we do not ship
    text = "\n".join(pages)
    if sum(sign.isalpha() for sign in text) < _LEAST_LETTERS:
        return error(
            "communique.scan",
            Said("This PDF is a scan: it holds pictures of pages and no text."),
            Said("Copy the text from where it was published and paste it, or type it."),
        )
    return text


def _docx(content: bytes) -> str | Problem:
    import docx

    problem = _unsafe(content)
    if problem is not None:
        return problem
    try:
        return "\n".join(_paragraphs(docx.Document(io.BytesIO(content))))
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile, SyntaxError):
        return _damaged()


def _paragraphs(document: Any) -> Iterator[str]:
    for one in document.iter_inner_content():
        if hasattr(one, "rows"):
            yield from (
                " ".join(dict.fromkeys(cell.text for cell in row.cells)) for row in one.rows
            )
        else:
            bullet = "- " if "list" in str(one.style.name).casefold() and one.text.strip() else ""
            yield f"{bullet}{one.text}"


def _unsafe(content: bytes) -> Problem | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            infos = parts.infolist()
            if len(infos) > _MAX_PARTS or sum(one.file_size for one in infos) > _MAX_UNPACKED:
                return error(
                    "communique.unpacks_too_large",
                    Said("This file is far larger once unpacked than a communiqué can be."),
                    Said("Copy its text and paste it."),
                )
            names = {one.filename for one in infos}
            if "word/document.xml" not in names:
                return _other_form("ZIP")
            heads = (parts.open(name).read(4_096) for name in names if name.endswith(".xml"))
            return _damaged() if any(_ENTITY.search(head) for head in heads) else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return _damaged()


def _other_form(form: str) -> Problem:
    return error(
        "communique.form",
        Said("This is a {form} file.", form=form),
        Said("Save it as PDF, DOCX or plain text, or paste its text."),
        expected=Said("a text, a PDF or a DOCX"),
    )


def _locked() -> Problem:
    return error(
        "communique.locked",
        Said("This PDF is locked by a password."),
        Said("Open it, copy its text and paste it."),
    )


def _damaged() -> Problem:
    return error(
        "communique.unreadable",
        Said("The file could not be read: it is damaged, or is not what it seems."),
        Said("Open it, copy its text and paste it."),
    )
