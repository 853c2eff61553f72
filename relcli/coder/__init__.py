"""The coder: the pure function Document -> coded events, in stages.

`pipeline` is the recipe. A document's way: text (sentences, tokens) -> actors -> clauses -> acts (who does what to
whom) -> judging (which acts of the rules, and of the second look in `proposing`, are likely enough) -> details (date,
place, people, sectors, speaker) -> discourse (meetings, retellings, records). `annotations` has the types that the
stages hand on, `kinds` what they may be; `vocabulary` is the lexicon made ready for the stages, and `memory` what one
sentence leaves for the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from relcli.coder.pipeline import RuleCoder
    from relcli.coding import CodedEvent, Document


class Coder(Protocol):
    """What a coder is to the rest of relcli: a name, the lexicon's version, and a pure function."""

    @property
    def name(self) -> str:
        """Name and version of the coder."""
        ...

    @property
    def lexicon_version(self) -> str:
        """Hash of the lexicon the coder knows."""
        ...

    def code(self, document: Document) -> list[CodedEvent]:
        """Return the events of a document."""
        ...


def load_coder(folders: tuple[Path, ...] = ()) -> RuleCoder:
    """Return the rule coder with the shipped lexicon and the user's tables in `folders`.

    What is wrong in the user's tables is left out and listed in `load_lexicon(folders).problems`.

    Raises:
        LexiconError: a shipped lexicon file cannot be used.
    """
    # Imported here because commands that never code need the protocol above and nothing else.
    from relcli.coder.judging.weights import read_weights
    from relcli.coder.pipeline import RuleCoder
    from relcli.coder.vocabulary.vocabulary import Vocabulary
    from relcli.lexicon import load_lexicon

    lexicon = load_lexicon(folders)
    return RuleCoder(Vocabulary(lexicon), read_weights(lexicon.rows("weights")))
