"""Pages that look or read wrong, or that a keyboard or a screen reader cannot use."""

import re

from mocksite.defects.defect import PAGES, Defect, on_pages

OPTIONS = re.compile(r'<option value="[^"]+".*?</option>', re.DOTALL)


def _reversed_options(choice: re.Match[str]) -> str:
    options = OPTIONS.findall(choice[0])
    return OPTIONS.sub("{}", choice[0]).format(*options[::-1])


DEFECTS = [
    Defect(
        "last-button-is-renamed",
        "The last button of a closing is called otherwise.",
        "whoever follows a help page",
        PAGES,
        on_pages(r'(<button class="btn btn-danger" type="submit">)[^<]+', r"\1Submit"),
    ),
    Defect(
        "control-is-renamed",
        "The control that begins a closing is called otherwise.",
        "whoever follows a help page",
        PAGES,
        on_pages(
            r'(<(?:a|button) class="(?:danger|btn btn-outline-danger)" id="closing-[^>]*>)[^<]+', r"\1Say goodbye"
        ),
    ),
    Defect(
        "last-page-has-another-heading",
        "The page after a closing does not say what was closed.",
        "whoever wonders whether it has worked",
        PAGES,
        on_pages(r'(<h1 tabindex="-1" autofocus>)[^<]*(</h1>)', r"\1Thank you\2"),
    ),
    Defect(
        "settings-are-in-another-order",
        "The sections of the settings are in another order.",
        "whoever knows them by their place",
        PAGES,
        on_pages(
            r'(<nav aria-label="Settings">\s*<ul>)(\s*<li.*?</li>)(.*?)(\s*</ul>)',
            r"\1\3\2\4",
        ),
    ),
    Defect(
        "reasons-are-in-another-order",
        "The reasons to choose from are in another order.",
        "whoever takes the first one",
        PAGES,
        on_pages(r'<select class="form-select"\s+id="reason".*?</select>', _reversed_options),
    ),
    Defect(
        "reason-has-no-label",
        "The field of the reason has no label.",
        "whoever has the page read out",
        PAGES,
        on_pages(r'<label class="form-label" for="reason">(.*?)</label>', r"<span>\1</span>"),
    ),
    Defect(
        "password-has-no-label",
        "The field of the password has no label.",
        "whoever has the page read out",
        PAGES,
        on_pages(r'<label class="form-label" for="password">(.*?)</label>', r"<span>\1</span>"),
    ),
    Defect(
        "dialog-has-no-heading",
        "The dialog of a closing has no heading.",
        "whoever has the page read out",
        PAGES,
        on_pages(r'<h2 id="dialog-heading".*?</h2>'),
    ),
    Defect(
        "menu-has-no-name",
        "The button of the account menu has no name.",
        "whoever has the page read out",
        PAGES,
        on_pages(r' aria-label="Account menu"'),
    ),
    Defect(
        "focus-is-lost",
        "Nothing has the focus when a dialog opens.",
        "whoever uses a keyboard or has the page read out",
        PAGES,
        on_pages(r"(<dialog .*?<h2 [^>]*) autofocus", r"\1"),
    ),
    Defect(
        "escape-does-nothing",
        "The Escape key does not leave the dialog of a closing.",
        "whoever uses a keyboard",
        PAGES,
        on_pages(r" data-leave"),
    ),
    Defect(
        "page-behind-the-dialog-is-active",
        "The page behind the dialog of a closing can still be used.",
        "whoever uses a keyboard, and is lost behind it",
        PAGES,
        on_pages(r'(<div class="page") inert aria-hidden="true"', r"\1"),
    ),
    Defect(
        "messages-are-missing",
        "The site does not say what it has just done.",
        "everybody who wonders whether it has worked",
        PAGES,
        on_pages(r'<p class="alert alert-success" role="status".*?</p>'),
    ),
    Defect(
        "complaints-are-missing",
        "A refused form does not say what is wrong.",
        "whoever has filled it in",
        PAGES,
        on_pages(r'<p class="(?:invalid|alert alert-danger)" role="alert".*?</p>'),
    ),
    Defect(
        "nothing-leads-back",
        "A closing has no button to keep the account.",
        "whoever has second thoughts",
        PAGES,
        on_pages(r'<a class="btn btn-outline-secondary" data-leave.*?</a>'),
    ),
    Defect(
        "consequences-are-missing",
        "A closing does not say beforehand what it does.",
        "whoever decides",
        PAGES,
        on_pages(r'<dl class="foretold">.*?</dl>'),
    ),
    Defect(
        "days-are-numbers",
        "Days are written as numbers, such as 2026-02-13.",
        "whoever reads them, and the help page",
        "rules.closing_texts.day",
        lambda _day, moment: moment.date().isoformat(),
    ),
    Defect(
        "amounts-lack-their-cents",
        "Amounts of money are shown without their cents.",
        "whoever withdraws what is shown",
        "catalog.ledger_rows.dollars",
        lambda dollars, cents: dollars(cents).partition(".")[0],
    ),
]
