"""The rules of the house, held over the syntax trees of the whole source: what may import what, and what may be where.

Imports run downwards only, those for type checkers included; no modules import one another in a circle when they run;
siblings inside the coder and the store see each other only as listed. The coder's stages keep their types in
`annotations` and `kinds`, and English words in the lexicon. Every violation is listed with its file and line.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = (
    ("__main__",),
    ("commands",),
    ("cli", "completing"),
    ("reports",),
    ("output",),
    ("store",),
    ("resolve",),
    ("query",),
    ("parallel",),
    ("coder", "readers", "evaluation"),
    ("lexicon",),
    ("coding",),
    ("model",),
    ("environment",),
    ("settings",),
    ("settings_file", "settings_trust"),
    ("setting_keys",),
    ("english", "escaping"),
    ("disk_full",),
    ("errors",),
)
"""Top down. A module sees its own layer and all below; `relcli` itself (the version) is seen by all."""

BASE = {"annotations", "kinds", "memory"}
SIBLINGS = {
    "coder": {
        "text": set(),
        "dates": set(),
        "kinds": set(),
        "annotations": {"kinds", "text", "vocabulary"},
        "memory": BASE,
        "vocabulary": BASE | {"text", "coder"},  # row_examples runs a coder on the examples of the lexicon
        "clauses": BASE | {"text", "vocabulary"},
        "actors": BASE | {"text", "vocabulary"},
        "acts": BASE | {"actors", "clauses", "text", "vocabulary"},
        "proposing": BASE | {"actors", "acts", "clauses", "text", "vocabulary"},
        "judging": BASE | {"acts", "proposing", "text", "vocabulary"},
        "details": BASE | {"actors", "clauses", "dates", "text", "vocabulary"},
        "headlines": BASE | {"clauses", "text", "vocabulary"},
        "discourse": BASE | {"acts", "details", "explanation", "headlines", "text", "vocabulary"},
        "explanation": BASE | {"text"},
        "pipeline": BASE
        | {"acts", "actors", "clauses", "dates", "details", "discourse", "explanation", "judging"}
        | {"text", "vocabulary"},
        "coder": {"judging", "pipeline", "vocabulary"},
    },
    "store": {
        "query": set(),
        "summary": {"query"},
        "read": {"query", "summary"},
        "write": {"query", "summary"},
        "decide": {"read", "write"},
        "connection": {"summary", "check"},  # says of an error whether damage is to blame
        "check": {"query", "summary", "read", "write", "decide"},
        "repair": {"connection", "query", "summary", "read", "write", "decide", "check"},
        "transfer": {"summary", "write"},
    },
}
"""By package and part, the parts that it sees. Modules of the store beside its folders are seen by all, and see the
summary, which they keep up to date."""

STAGES = ("actors", "clauses", "acts", "proposing", "details", "discourse", "pipeline")
MOST_ENTRIES = 17  # in a folder of the coder
MOST_LINES = 450
WORD = re.compile(r"[a-z]+(?:[ -][a-z]+)*")
ALTERNATION = re.compile(r"(?:^|[(|:>])([a-z]{2,}\??)\|([a-z]{2,}\??)(?=[)|]|$)")
TYPES = {"NamedTuple", "Enum", "StrEnum", "IntEnum", "Flag", "TypedDict"}
NO_WORD_LISTS = {
    "__all__": "names of Python",
    "__slots__": "names of Python",
    "SECTORS_OF_TYPES": "sectors of the model",
    "_NAME_COLUMNS": "columns of the lexicon's tables",
}
"""Lists of lower-case strings that are no words to look for in a text, by the name they are assigned to, and why."""


class Import(NamedTuple):
    """One module importing another; `runs` is false where only a type checker does."""

    importer: str
    imported: str
    where: str
    runs: bool


@cache
def _trees() -> dict[Path, ast.Module]:
    paths = sorted((ROOT / "relcli").rglob("*.py"))
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


@cache
def _imports() -> list[Import]:
    modules = {_module(path) for path in _trees()}
    return [
        Import(_module(path), name if name in modules else name.rpartition(".")[0], _where(path, node), runs)
        for path, tree in _trees().items()
        for node, name, runs in _named(tree)
        if name.split(".")[0] == "relcli"
    ]


def _named(tree: ast.Module) -> Iterator[tuple[ast.AST, str, bool]]:
    """Yield what each import statement names, in full, and whether it runs."""
    checked = [node for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)]
    for_types = {inner for node in checked for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield node, f"{node.module}.{alias.name}", node not in for_types
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name, node not in for_types


def _part(module: str, depth: int) -> str:
    """Return the part of a module's name at a depth, or its last part if it has fewer."""
    parts = module.split(".")
    return parts[min(depth, len(parts) - 1)]


def _assert_none(violations: Iterable[str]) -> None:
    found = sorted(set(violations))
    if found:
        pytest.fail(f"{len(found)} violations\n" + "\n".join(found), pytrace=False)


def test_imports_run_downwards() -> None:
    """A layer imports from itself and from those below."""
    height = {name: -level for level, names in enumerate(LAYERS) for name in names} | {"relcli": -len(LAYERS)}
    tops = {_part(_module(path), 1) for path in _trees()}
    strangers = [f"{name} is in no layer" for name in tops - height.keys()]
    upwards = [
        f"{each.where}: {each.importer} imports {each.imported}, which is above it"
        for each in _imports()
        if height.get(_part(each.importer, 1), 0) < height.get(_part(each.imported, 1), 0)
    ]
    _assert_none(strangers + upwards)


def test_siblings_see_each_other_as_listed() -> None:
    """Inside coder/ and store/ a part imports only the parts listed for it."""
    _assert_none(
        f"{each.where}: {package}/{_part(each.importer, 2)} imports {package}/{_part(each.imported, 2)}"
        for package, seen in SIBLINGS.items()
        for each in _imports()
        if _part(each.importer, 1) == package == _part(each.imported, 1)
        and not _may_see(_part(each.importer, 2), _part(each.imported, 2), seen)
    )


def _may_see(importer: str, imported: str, seen: dict[str, set[str]]) -> bool:
    if importer == imported or imported in seen.get(importer, {"summary"}):
        return True
    return "coder" not in seen and imported not in seen  # a module at the bottom of the store


def test_no_circles() -> None:
    """No module imports one that imports it, directly or not, when they run."""
    edges: dict[str, set[str]] = defaultdict(set)
    for each in _imports():
        if each.runs and each.importer != each.imported:
            edges[each.importer].add(each.imported)
    reached = {module: _reached(module, edges) for module in list(edges)}
    circles = {frozenset(m for m in reached[module] if module in reached.get(m, ())) for module in edges}
    _assert_none(
        f"{each.where}: {each.importer} imports {each.imported}, and is imported by it"
        for circle in circles
        for each in _imports()
        if each.runs and each.importer in circle and each.imported in circle
    )


def _reached(module: str, edges: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    ahead = {module}
    while ahead:
        ahead = {other for each in ahead for other in edges.get(each, ())} - reached
        reached |= ahead
    return reached


def test_folders_and_modules_are_small() -> None:
    """A folder of the coder has few entries, and no module is long."""
    coder = ROOT / "relcli" / "coder"
    folders = {coder, *(path.parent for path in _trees() if coder in path.parents)}
    entries = {folder: len([*folder.glob("*.py"), *folder.glob("*/__init__.py")]) for folder in folders}
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in _trees()}
    full = [f"{path.relative_to(ROOT)}: {many} entries" for path, many in entries.items() if many > MOST_ENTRIES]
    _assert_none(
        full + [f"{path.relative_to(ROOT)}: {long} lines" for path, long in lines.items() if long > MOST_LINES]
    )


def test_stages_take_their_types_from_annotations() -> None:
    """No stage of the coder defines a type that another may need."""
    _assert_none(
        f"{_where(path, node)}: {node.name} belongs in annotations or kinds"
        for path, tree in _trees().items()
        if _module(path).startswith("relcli.coder.") and _part(_module(path), 2) in STAGES
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and _is_type(node)
    )


def _is_type(node: ast.ClassDef) -> bool:
    names = {part.id for each in (*node.bases, *node.decorator_list) for part in ast.walk(each) if hasattr(part, "id")}
    return bool(names & {*TYPES, "dataclass"})


def test_coder_has_no_word_lists() -> None:
    """English words are in the lexicon, where the user's own tables reach them; code compares with single ones only.

    Signs (",", "'s", "-") may be listed, and so may names of event types, which are upper case.
    """
    _assert_none(
        f"{_where(path, node)}: {words}"
        for path, tree in _trees().items()
        if _module(path).startswith("relcli.coder")
        for node, words in _word_lists(tree)
    )


def _word_lists(tree: ast.Module) -> Iterator[tuple[ast.AST, list[str]]]:
    """Yield every literal that lists English words: displays, keys, "a b".split() and alternations in patterns."""
    plain = {id(inner) for node in ast.walk(tree) if _is_no_list(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in plain:
            continue
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            words = _strings(node.elts)
        elif isinstance(node, ast.Dict):
            words = _strings(node.keys)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            words = [word for text in _strings([node.func.value], any_text=True) for word in text.split()]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = [part.rstrip("?") for pair in ALTERNATION.findall(node.value) for part in pair]
        else:
            continue
        words = [word for word in words if WORD.fullmatch(word)]
        if len(words) > 1:
            yield node, words


def _strings(nodes: Iterable[ast.expr | None], *, any_text: bool = False) -> list[str]:
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in texts if any_text or WORD.fullmatch(text)]


def _is_no_list(node: ast.AST) -> bool:
    """Is it a docstring, or an assignment to a name that Python or the lexicon's tables give their own meaning?"""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Assign) and any(getattr(each, "id", "") in NO_WORD_LISTS for each in node.targets)
