"""A run over sources: their pages loaded, read side by side or found in the cache, and handed on in order."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from docfields.schemas.errors import DocfieldsError

from .document import Page
from .load import LoadOptions, Source, open_pages
from .page_cache import PageCache, ReadPage
from .side_by_side import in_threads


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """What comes next: a page, loaded or read, or the end of a source.

    error: why a page or the rest of the source could not be read. cache_key: under which the source's pages are to
    be kept now that they are read.
    """

    source: Source
    loaded: Page | None = None
    read: ReadPage | None = None
    error: DocfieldsError | None = None
    is_end: bool = False
    cache_key: str | None = None


def read_in_order(
    sources: Iterable[Source],
    read: Callable[[Page], ReadPage],
    load: LoadOptions,
    *,
    beside: int,
    cache: PageCache | None,
    key: Callable[[Source], str | None],
) -> Generator[Step, None, None]:
    """Each source's pages, read, and its end. beside: pages in hand at once. key: of a source in the cache."""

    def done(step: Step) -> Step:
        if step.loaded is None:
            return step
        try:
            return Step(step.source, read=read(step.loaded))
        except DocfieldsError as error:
            return Step(step.source, error=error)

    with (
        closing(_unread(sources, load, cache, key)) as unread,
        closing(in_threads(done, unread, beside=beside)) as steps,
    ):
        yield from steps if cache is None else _kept(steps, cache)


def _unread(
    sources: Iterable[Source], load: LoadOptions, cache: PageCache | None, key: Callable[[Source], str | None]
) -> Generator[Step, None, None]:
    """The steps as far as they can be had without reading."""
    for source in sources:
        cache_key = key(source) if cache else None
        found = cache.get(cache_key) if cache and cache_key else None
        if found is not None:
            yield from (Step(source, read=page) for page in found)
            yield Step(source, is_end=True)
            continue
        try:
            for page in open_pages(source, options=load):
                yield Step(source, loaded=page)
        except DocfieldsError as error:
            yield Step(source, error=error, is_end=True)
        else:
            yield Step(source, is_end=True, cache_key=cache_key)


def _kept(steps: Iterable[Step], cache: PageCache) -> Iterator[Step]:
    """The same steps; the pages of each source that was read as a whole are kept."""
    pages: list[ReadPage] = []
    failed = False
    for step in steps:
        failed = failed or step.error is not None
        if step.read is not None:
            pages.append(step.read)
        if step.is_end:
            if step.cache_key is not None and not failed:
                cache.put(step.cache_key, pages)
            pages, failed = [], False
        yield step
