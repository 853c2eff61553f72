"""What the coder knows: tables of facts and words in `data/`, the user's own tables, and their loader.

The tables are plain TSV (docs/lexicon.md); this package reads and checks them and knows nothing of texts. How they are
matched in a text is the coder's business (`relcli.coder.vocabulary.vocabulary`).
"""

from __future__ import annotations

from relcli.lexicon.loader import Lexicon, load_lexicon

__all__ = ["Lexicon", "load_lexicon"]
