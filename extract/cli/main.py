"""The commands and their options; each calls one function of the library."""

from __future__ import annotations

import json
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from docfields.schemas.errors import DocfieldsError, OptionError
from docfields.schemas.extraction import Kind

if TYPE_CHECKING:
    from docfields.models.engines.choice import EngineName

    from ..ocr.script import Script
    from ..pipeline import Options

EXIT_SOME_FAILED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130

app = typer.Typer(
    name="docfields",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Checked records and dataframes from invoices, receipts, bank cards and identity documents. "
    "Works offline. Run [bold]docfields COMMAND --help[/bold] for examples.",
)


class KindOption(StrEnum):
    """Kinds of documents as the command line names them."""

    invoice = "invoice"
    receipt = "receipt"
    bank_card = "bank_card"
    identity = "identity"
    form = "form"

    @property
    def kind(self) -> Kind:
        return self.value


class FormatOption(StrEnum):
    """What extract writes."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


class OcrFormatOption(StrEnum):
    """What ocr writes."""

    text = "text"
    json = "json"
    hocr = "hocr"
    pdf = "pdf"


class ScriptOption(StrEnum):
    """Whose letters the recogniser may read."""

    auto = "auto"
    latin = "latin"
    chinese = "chinese"
    japanese = "japanese"
    all = "all"

    @property
    def script(self) -> Script:
        return self.value


class CaptureOption(StrEnum):
    """How synthesized documents reach the reader."""

    pdf = "pdf"
    phone = "phone"
    scan = "scan"
    fax = "fax"
    screen = "screen"
    mixed = "mixed"


class EngineOption(StrEnum):
    """Engines as the command line names them."""

    auto = "auto"
    onnxruntime = "onnxruntime"
    openvino = "openvino"
    paddle = "paddle"

    @property
    def engine(self) -> EngineName:
        return self.value


class NetworkOption(StrEnum):
    """Networks that can be taught."""

    recognition = "recognition"
    orientation = "orientation"
    unwarping = "unwarping"
    regions = "regions"


class WordsOption(StrEnum):
    """Whose words the linker is given."""

    read = "read"
    gold = "gold"


Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Documents or folders of documents.")]
Kind_ = Annotated[KindOption | None, typer.Option("--kind", help="What the documents are; otherwise it is found out.")]
Password = Annotated[
    str | None, typer.Option(help="For encrypted PDFs.", envvar="DOCFIELDS_PASSWORD", show_envvar=True)
]
RecModel = Annotated[
    Path | None,
    typer.Option(
        "--rec-model",
        metavar="DIR",
        help="Recognition model for other languages: a folder of PaddleOCR's or RapidOCR's, "
        "or a name to be looked for in $DOCFIELDS_MODEL_DIR.",
    ),
]
Engine = Annotated[
    EngineOption, typer.Option("--engine", help="What runs the networks; auto takes the fastest that is installed.")
]
Device = Annotated[str, typer.Option("--device", help="cpu, gpu or gpu:N; a GPU needs onnxruntime-gpu.")]
Script_ = Annotated[
    ScriptOption,
    typer.Option("--script", help="Letters that can be on the pages; auto asks each page, all shuts none out."),
]
Out = Annotated[Path | None, typer.Option("--out", help="Write here instead of to the terminal.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes that read documents side by side.")]
Cache = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Keep what was read in this folder and do not read the same file twice. It then holds personal data.",
    ),
]
Reveal = Annotated[bool, typer.Option("--reveal", help="Show personal data in the terminal unmasked.")]


@app.command()
def extract(
    paths: Paths,
    form: Annotated[
        FormatOption, typer.Option("--format", help="table shows; jsonl, csv and parquet are for programs.")
    ] = FormatOption.table,
    out: Out = None,
    kind: Kind_ = None,
    workers: Workers = 1,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where an earlier run into the same --out was stopped.")
    ] = False,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Report documents that are not valid on this day."),
    ] = None,
    password: Password = None,
    rec_model: RecModel = None,
    script: Script_ = ScriptOption.auto,
    engine: Engine = EngineOption.auto,
    device: Device = "cpu",
    cache: Cache = None,
    reveal: Reveal = False,
) -> None:
    """Read documents into checked records.

    \b
    docfields extract invoice.pdf
    docfields extract folder/ --format parquet --out invoices.parquet --workers 2
    docfields extract folder/ --format jsonl > records.jsonl
    docfields extract folder/ --format csv --out records.csv --resume

    csv and parquet also write NAME.fields, NAME.lines and NAME.pairs beside NAME. A document that cannot
    be read is reported and the others are written; the exit status is then 1.
    """
    from .extract_command import run_extract

    raise typer.Exit(
        run_extract(
            paths,
            form=form.value,
            out=out,
            options=_options(
                kind=kind,
                as_of=_day(as_of),
                password=password,
                rec_model=rec_model,
                script=script,
                engine=engine,
                device=device,
                cache=cache,
            ),
            workers=workers,
            resume=resume,
            reveal=reveal,
        )
    )


@app.command()
def ocr(
    paths: Paths,
    form: Annotated[
        OcrFormatOption,
        typer.Option("--format", help="text: lines; json: one object a page; hocr: XHTML; pdf: searchable."),
    ] = OcrFormatOption.text,
    out: Out = None,
    workers: Workers = 1,
    password: Password = None,
    rec_model: RecModel = None,
    script: Script_ = ScriptOption.auto,
    engine: Engine = EngineOption.auto,
    device: Device = "cpu",
    cache: Cache = None,
) -> None:
    """Read the text of documents, in reading order.

    \b
    docfields ocr scan.jpg
    docfields ocr folder/ --format json --out pages.jsonl --workers 2
    docfields ocr scan.jpg --format hocr > scan.hocr
    docfields ocr scans/ --format pdf --out searchable/
    docfields ocr page1.jpg page2.jpg --format pdf --out both.pdf
    docfields ocr scan.jpg --rec-model th_PP-OCRv5_mobile_rec

    json has the keys of PaddleOCR's results: input_path, page_index, rec_texts, rec_scores, rec_polys,
    dt_polys, text_type ... with all places in the original picture. pdf lays invisible text over the picture;
    it needs --out: a name ending in .pdf takes all pages, a folder one NAME.pdf for each document.
    """
    from .ocr_command import run_ocr

    options = _options(password=password, rec_model=rec_model, script=script, engine=engine, device=device, cache=cache)
    raise typer.Exit(run_ocr(paths, form=form.value, out=out, options=options, workers=workers))


@app.command()
def mask(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", help="Folder for the masked copies.")],
    kind: Kind_ = None,
    password: Password = None,
    engine: Engine = EngineOption.auto,
    device: Device = "cpu",
) -> None:
    """Write copies in which personal data is painted over and removed from text layer and metadata.

    \b
    docfields mask passport.jpg --out masked/
    docfields mask folder/ --out masked/
    """
    from .mask_command import run_mask

    options = _options(kind=kind, password=password, engine=engine, device=device)
    raise typer.Exit(run_mask(paths, out=out, options=options))


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(help="A gold folder: documents with NAME.json beside each.")],
    words: Annotated[
        WordsOption,
        typer.Option(help="gold: give the linker the truth's words, to see linking errors alone."),
    ] = WordsOption.read,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first N documents.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write all figures here.")] = None,
    report: Annotated[Path | None, typer.Option(help="Folder for a report with the worst documents drawn.")] = None,
    kind: Kind_ = None,
    engine: Engine = EngineOption.auto,
    device: Device = "cpu",
    reveal: Reveal = False,
) -> None:
    """Measure the program on documents whose truth is known.

    \b
    docfields evaluate sample_docs
    docfields evaluate gold/ --words gold --json figures.json
    docfields evaluate gold/ --limit 20 --report report/
    """
    from .evaluate_command import run_evaluate

    raise typer.Exit(
        run_evaluate(
            folder,
            words=words.value,
            limit=limit,
            json_file=json_file,
            report=report,
            options=_options(kind=kind, engine=engine, device=device),
            reveal=reveal,
        )
    )


@app.command()
def synthesize(
    kind: Annotated[KindOption, typer.Argument(help="What is to be made.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the documents, each with NAME.json beside it.")],
    count: Annotated[int, typer.Option(min=1, help="How many documents.")] = 100,
    locale: Annotated[
        str | None, typer.Option(metavar="CODE", help="A country and its language, such as de_DE; otherwise all.")
    ] = None,
    capture: Annotated[
        CaptureOption, typer.Option(help="How they reach the reader; pdf: with text, no picture.")
    ] = CaptureOption.pdf,
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 7,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that work side by side; otherwise one a core.")
    ] = None,
    fonts: Annotated[
        Path | None, typer.Option(help="Folder of more fonts (python -m docfields.models.synthesis.fetch_fonts).")
    ] = None,
    sheet: Annotated[Path | None, typer.Option(help="Also draw the first ones on a picture, with their truth.")] = None,
) -> None:
    """Make invented documents with their truth, to train, test and demonstrate with.

    \b
    docfields synthesize invoice --count 1000 --locale de_DE --capture phone --seed 7 --out photos/
    docfields synthesize receipt --count 50 --out receipts/ --sheet receipts.png

    Needs the extra "synthesis". Nobody in these documents exists.
    """
    from docfields.models.sessions import available_cores

    from .synthesize_command import run_synthesize

    raise typer.Exit(
        run_synthesize(
            kind.value,
            count=count,
            locale=locale,
            capture=None if capture is CaptureOption.pdf else capture.value,
            seed=seed,
            out=out,
            workers=workers or available_cores(),
            fonts=fonts,
            sheet=sheet,
        )
    )


@app.command()
def train(
    network: Annotated[NetworkOption, typer.Argument(help="Which network is to be taught.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the taught network, its card and its curve.")],
    gold: Annotated[
        list[Path] | None, typer.Option("--gold", metavar="DIR", help="Gold folders of your own; may be repeated.")
    ] = None,
    minutes: Annotated[float, typer.Option(min=0.1, help="How long it learns.")] = 30,
    seed: Annotated[int, typer.Option(help="Of what is simulated, and of what is kept aside.")] = 11,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the checkpoint in the folder.")] = False,
) -> None:
    """Teach a network your own documents: it goes on from the shipped one.

    \b
    docfields train recognition --gold receipts/ --out tuned/
    DOCFIELDS_MODEL_DIR=tuned docfields ocr receipt.jpg

    A fifth of the groups (sellers) in your folders is kept aside; how the network did on it before and after is
    shown. What is not better is not written, and the exit status is then 1. Needs the extra "train".
    """
    from .train_command import run_train

    raise typer.Exit(run_train(network.value, out=out, gold=gold or [], minutes=minutes, seed=seed, resume=resume))


@app.command()
def schema(kind: Annotated[KindOption, typer.Argument(help="Which record.")]) -> None:
    """Print the JSON Schema of a kind of record.

    \b
    docfields schema invoice
    """
    from docfields.schemas import json_schema

    _print(json.dumps(json_schema(kind.kind), indent=2, ensure_ascii=False))


models = typer.Typer(no_args_is_help=True, help="Which networks are here, and which languages they read.")
app.add_typer(models, name="models")


@models.command("list")
def models_list(
    by_language: Annotated[bool, typer.Option("--languages", help="A line for each language.")] = False,
) -> None:
    """Show the networks, whether their files are here and the right ones, and what they read.

    \b
    docfields models list
    docfields models list --languages
    """
    from .models_command import run_list

    raise typer.Exit(run_list(by_language=by_language))


@models.command("verify")
def models_verify(
    names: Annotated[
        list[Path] | None, typer.Argument(metavar="[NAME|DIR]...", help="Models to test besides the shipped ones.")
    ] = None,
) -> None:
    """Compare the shipped networks, and all models in $DOCFIELDS_MODEL_DIR, with their published SHA-256.

    \b
    docfields models verify
    docfields models verify th_PP-OCRv5_mobile_rec

    The exit status is 1 if a file is missing, differs, or cannot be used.
    """
    from .models_command import run_verify

    raise typer.Exit(run_verify(names or []))


def _options(
    *,
    kind: KindOption | None = None,
    as_of: date | None = None,
    password: str | None = None,
    rec_model: Path | None = None,
    script: ScriptOption = ScriptOption.auto,
    engine: EngineOption = EngineOption.auto,
    device: str = "cpu",
    cache: Path | None = None,
) -> Options:
    """What was asked for, as the library takes it."""
    from ..load import LoadOptions
    from ..ocr import OcrOptions
    from ..pipeline import Options

    return Options(
        load=LoadOptions(password=password),
        ocr=OcrOptions(script=script.script, engine=engine.engine, device=device),
        kind=kind.kind if kind else None,
        as_of=as_of,
        rec_model=rec_model,
        cache=cache,
    )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise OptionError("--as-of is no day", remedy="Write it as YYYY-MM-DD.") from error


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def main() -> Any:
    """Run the command; errors go to stderr with what to do next, the exit status is honest."""
    try:
        return app(standalone_mode=True)
    except DocfieldsError as error:
        sys.stderr.write(f"docfields: {error}\n")
        raise SystemExit(EXIT_USAGE if isinstance(error, OptionError) else EXIT_SOME_FAILED) from None
    except KeyboardInterrupt:
        sys.stderr.write("docfields: interrupted\n")
        raise SystemExit(EXIT_INTERRUPTED) from None
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        sys.stderr.close()
        raise SystemExit(0) from None
