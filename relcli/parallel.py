"""The coder in several processes: documents are coded ahead of the one that is asked for, in chunks.

A caller that takes the documents one by one and has each coded gets the same events in the same order as from one
process, errors included. Processes are spawned, not forked: that is the only method on every system, and nothing of
the parent (least of all an open database) gets into them. Each is served by one thread of the parent, over a pipe of
its own: when either side dies the other sees the end of the pipe, so neither is left waiting.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from multiprocessing import get_context, parent_process
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from relcli.errors import RelcliError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from relcli.coder import Coder
    from relcli.coding import CodedEvent, Document

    Outcome = list[CodedEvent] | Exception
    Item = Document | BaseException | None
    """What comes out of files: documents, an error of reading, and None at the end of each file."""

CHUNK = 100
"""Documents that go to a process at a time."""
MOST_ITEMS = 10 * CHUNK
"""A chunk is also full with this many items, if only a few of them are documents to be coded."""
SMALL = 5 * CHUNK
"""With no more documents than this, one process is done before others have loaded their lexicon."""
AHEAD = 2
"""Chunks in hand for each process: one being coded, one ready."""
ENDING = {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}
"""Termination signals, which only the parent handles: it ends the processes."""


class Worker(NamedTuple):
    """A process and the parent's end of its pipe."""

    process: BaseProcess
    pipe: Connection

    def coded(self, documents: list[Document]) -> list[Outcome]:
        """Have documents coded."""
        try:
            self.pipe.send(documents)
            outcomes: list[Outcome] = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join(1)
            raise RelcliError(
                f"a coding process ended with code {self.process.exitcode}", hint="try again with --jobs 1"
            ) from None
        return outcomes


class AheadCoder:
    """Codes what `files` hands out, in `jobs` processes; a context manager, at whose end they are gone."""

    def __init__(self, jobs: int, load: Callable[[], Coder], name: str, lexicon_version: str) -> None:
        """Take the number of processes, what loads the coder (in each of them, and in this one if it has to
        code itself), and what the coder will be called."""
        self.name = name
        self.lexicon_version = lexicon_version
        self._jobs = jobs
        self._load = load
        self._here: Coder | None = None
        self._workers: list[Worker] = []
        self._threads: ThreadPoolExecutor | None = None
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._ready: dict[int, Outcome] = {}

    def __enter__(self) -> AheadCoder:
        """Return itself; processes begin when there is enough to do."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes, whatever they are doing."""
        for worker in self._workers:
            worker.process.kill()
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.process.join()

    def code(self, document: Document) -> list[CodedEvent]:
        """Return the events of a document; raise what coding it raised."""
        outcome = self._ready.pop(id(document), None)
        if outcome is None:
            self._here = self._here or self._load()
            return self._here.code(document)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def files(
        self, files: Iterable[Iterable[Document]], skip: Callable[[Document], bool] = lambda _: False
    ) -> Iterator[Iterator[Document]]:
        """Yield the files with their documents, as they come; those that `skip` is true of are not coded
        ahead. Each file must be read to its end before the next."""
        items = self._items(items_of(files), skip)
        for item in items:
            yield _file(item, items)

    def _items(self, items: Iterator[Item], skip: Callable[[Document], bool]) -> Iterator[Item]:
        """Yield the items, each document when it is coded."""
        while len((first := _chunk(items, skip, SMALL, most=2 * MOST_ITEMS)).wanted) < SMALL:
            yield from first.items  # coded here, if at all
            if not first.full:
                return
        threads = self._start()
        in_hand: deque[tuple[list[Item], list[Document], Future[list[Outcome]]]] = deque()
        remaining = chain(_emptied(first.items), items)
        while (chunk := _chunk(remaining, skip, CHUNK, most=MOST_ITEMS)).items:
            in_hand.append((*chunk[:2], threads.submit(self._coded, chunk.wanted)))
            if len(in_hand) > AHEAD * self._jobs:
                yield from self._finished(*in_hand.popleft())
        while in_hand:
            yield from self._finished(*in_hand.popleft())

    def _finished(self, chunk: list[Item], wanted: list[Document], coded: Future[list[Outcome]]) -> Iterator[Item]:
        outcomes = {id(document): outcome for document, outcome in zip(wanted, coded.result(), strict=True)}
        for item in chunk:
            self._ready.clear()  # a document that nobody had coded is not coded later
            if id(item) in outcomes:
                self._ready[id(item)] = outcomes.pop(id(item))
            yield item

    def _coded(self, documents: list[Document]) -> list[Outcome]:
        worker = self._idle.get()
        try:
            return worker.coded(documents) if documents else []
        finally:
            self._idle.put(worker)

    def _start(self) -> ThreadPoolExecutor:
        """Start the processes; from the start, only the parent handles termination signals."""
        self._threads = ThreadPoolExecutor(self._jobs)
        masked = hasattr(signal, "pthread_sigmask")
        if masked:
            signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        try:
            context = get_context("spawn")
            for _ in range(self._jobs):
                ours, theirs = context.Pipe()
                process = context.Process(target=serve, args=(theirs, self._load), daemon=True)
                process.start()
                theirs.close()
                self._workers.append(Worker(process, ours))
                self._idle.put(self._workers[-1])
        finally:
            if masked:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
        return self._threads


def serve(pipe: Connection, load: Callable[[], Coder]) -> None:
    """Code chunks of documents until the pipe ends; the whole life of a process."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    import gc

    coder = load()
    gc.freeze()
    try:
        while True:
            pipe.send([_outcome(coder, document) for document in pipe.recv()])
    except (EOFError, OSError):  # the parent has all it wanted, or is gone
        pass


def _end_with_parent() -> None:
    """Wait for the parent to end and end with it: one that is killed cannot end its processes."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def items_of(files: Iterable[Iterable[Document]]) -> Iterator[Item]:
    """Yield the documents of all files with None after each file; an error of reading in its place."""
    for file in files:
        try:
            yield from file
        except Exception as error:
            yield error  # raised again when its turn comes
        else:
            yield None


def _outcome(coder: Coder, document: Document) -> Outcome:
    try:
        return coder.code(document)
    except Exception as error:
        import pickle
        import traceback

        error.add_note("".join(traceback.format_exception(error)))
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:
            return RuntimeError(f"{type(error).__name__}: {error}")
        return error


def _file(item: Item, items: Iterator[Item]) -> Iterator[Document]:
    """Yield documents from `item` on to the end of their file."""
    while item is not None:
        if isinstance(item, BaseException):
            raise item
        yield item
        item = next(items)


class Chunk(NamedTuple):
    """Items that stay together, the documents among them that are to be coded, and whether it is full."""

    items: list[Item]
    wanted: list[Document]
    full: bool


def _chunk(items: Iterator[Item], skip: Callable[[Document], bool], size: int, *, most: int) -> Chunk:
    """Take items until `size` of them are to be coded or there are `most`."""
    chunk = Chunk([], [], full=False)
    for item in items:
        chunk.items.append(item)
        if item is not None and not isinstance(item, BaseException) and not skip(item):
            chunk.wanted.append(item)
        if len(chunk.wanted) == size or len(chunk.items) == most:
            return chunk._replace(full=True)
    return chunk


def _emptied(items: list[Item]) -> Iterator[Item]:
    """Yield the items of a list and let go of each."""
    items.reverse()
    while items:
        yield items.pop()
