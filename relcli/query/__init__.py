"""Questions, from what was typed to what it means. There are these two forms, and no third one.

**What was typed** is a list of `Term`s (`terms`): a key, the words as typed, and where each of them was. Options of
the command line, the query expression (`expression`) and saved views all become terms (`typed`), so that they mean
the same, can be mixed, and can replace one another (`terms.replaced`): what is typed beside `@view` replaces the view's
terms of the same key. What AND, OR, NOT and parentheses join is a term too, which holds the questions that are its
alternatives. Nothing is looked up yet. A saved view keeps the line that was typed, never what it meant on the day it
was saved, so that 'last month' stays relative and a better list of names is used at once.

**What it means** is one `Filters` (`filters`): a frozen value whose fields hold codes, ISO days and plain words; an
empty field asks for nothing. `question.to_filters` is the only way from one form to the other. It looks names up
(`names`) and reads periods (`period`), and raises UsageError with the place of the word for whatever it does not know;
from here on nothing can be mistyped. Reports, counts and listings pass a `Filters` on and change it with
`dataclasses.replace`.

The store turns a `Filters` into SQL field by field (`store.query.conditions`) and chooses the table that leads
(`store.query.plan`); what it builds on the way does not leave that room. What a filter means is written down a second
time, in plain Python, as an oracle beside the tests.

To add a filter: a key in `terms`, its field in `filters`, how its words are read in `question`, its condition in
`store.query.conditions`, and its meaning in the oracle; then the option itself in the command line. The rest
(expression, views, exclusion by `^`, completion of keys) follows from these.

Beside questions: `paging` is where a listing goes on, `assignments` is what `edit` and `add` take (`field=value`), and
`words` is how typed words are compared with texts.
"""
