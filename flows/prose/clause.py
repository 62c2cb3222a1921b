"""A clause of a published sentence: what it asks of the reader, or why it is not understood."""

from typing import Literal, NamedTuple

from flows.language.act import Act

# What the reader does on the site; what is looked for; what only is or happens; where to read on; what is done
# elsewhere; what the reader decides; and what is not understood.
Kind = Literal["act", "check", "statement", "pointer", "outside", "choice", "unclear"]
KINDS: tuple[Kind, ...] = ("act", "check", "statement", "pointer", "outside", "choice", "unclear")


class Clause(NamedTuple):
    """What a clause asks; ``needs`` are the things and values in it that a page cannot know.

    ``acts`` are the steps that it comes to, if all it needs is known. ``words`` is the clause as written, and of an
    unclear one, ``text`` says what is wrong, and ``span`` where in the text.
    """

    kind: Kind
    text: str
    words: str = ""
    needs: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    condition: str = ""
    span: tuple[int, int] = (0, 0)

    @property
    def reading(self) -> str:
        """How it is read, in one line."""
        lead = "" if self.kind == "act" else f"{self.kind}: "
        given = f" (needs {', '.join(f'“{need}”' for need in self.needs)})" if self.needs else ""
        return f"{f'{self.condition}: ' if self.condition else ''}{lead}{self.text}{given}"
