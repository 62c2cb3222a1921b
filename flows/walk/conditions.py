"""Whether the site asks for something now, and how many there are to press: what optional and repeated clauses ask."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.walk.reader import Reader


def control_there(reader: "Reader", path: list[str]) -> bool:
    return there(reader, path) > 0


def there(reader: "Reader", path: list[str]) -> int:
    return reader.screen.control(path[0]).count()


def there_in(reader: "Reader", label: str, place: str) -> int:
    return 1 if reader.screen.choices(place).count() else reader.screen.count_in(label, place)


def fact_there(reader: "Reader", fact: str, place: str) -> bool:
    return reader.screen.field(place).count() > 0 or field_there(reader, fact)


def field_there(reader: "Reader", fact: str) -> bool:
    return reader.screen.field(reader.label(fact)).count() > 0


def named_there(reader: "Reader", name: str, *_: str) -> bool:
    return reader.screen.control(name).count() > 0


def question_there(reader: "Reader") -> bool:
    return field_there(reader, "security-question")


def reason_there(reader: "Reader", *_: str) -> bool:
    return reader.screen.field("Reason").count() > 0


def logged_out(reader: "Reader") -> bool:
    return not control_there(reader, ["Account menu"])


def always(_reader: "Reader") -> bool:
    return True
