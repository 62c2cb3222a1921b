"""Pages that look or read wrong, or that a keyboard or a screen reader cannot use."""

import re

from mocksite.defects.defect import Changes, on_pages

OPTIONS = re.compile(r'<option value="[^"]+".*?</option>', re.DOTALL)


def _reversed_options(choice: re.Match[str]) -> str:
    options = OPTIONS.findall(choice[0])
    return OPTIONS.sub("{}", choice[0]).format(*options[::-1])


CHANGES: Changes = {
    "last-button-is-renamed": on_pages(r'(<button class="btn btn-danger" type="submit">)[^<]+', r"\1Submit"),
    "control-is-renamed": on_pages(
        r'(<(?:a|button) class="(?:danger|btn btn-outline-danger)" id="closing-[^>]*>)[^<]+', r"\1Say goodbye"
    ),
    "last-page-has-another-heading": on_pages(r'(<h1 tabindex="-1" autofocus>)[^<]*(</h1>)', r"\1Thank you\2"),
    "settings-are-in-another-order": on_pages(
        r'(<nav aria-label="Settings">\s*<ul>)(\s*<li.*?</li>)(.*?)(\s*</ul>)',
        r"\1\3\2\4",
    ),
    "reasons-are-in-another-order": on_pages(
        r'<select class="form-select"\s+id="reason".*?</select>', _reversed_options
    ),
    "reason-has-no-label": on_pages(r'<label class="form-label" for="reason">(.*?)</label>', r"<span>\1</span>"),
    "password-has-no-label": on_pages(r'<label class="form-label" for="password">(.*?)</label>', r"<span>\1</span>"),
    "dialog-has-no-heading": on_pages(r'<h2 id="dialog-heading".*?</h2>'),
    "menu-has-no-name": on_pages(r' aria-label="Account menu"'),
    "focus-is-lost": on_pages(r"(<dialog .*?<h2 [^>]*) autofocus", r"\1"),
    "escape-does-nothing": on_pages(r" data-leave"),
    "page-behind-the-dialog-is-active": on_pages(r'(<div class="page") inert aria-hidden="true"', r"\1"),
    "messages-are-missing": on_pages(r'<p class="alert alert-success" role="status".*?</p>'),
    "complaints-are-missing": on_pages(r'<p class="(?:invalid|alert alert-danger)" role="alert".*?</p>'),
    "nothing-leads-back": on_pages(r'<a class="btn btn-outline-secondary" data-leave.*?</a>'),
    "consequences-are-missing": on_pages(r'<dl class="foretold">.*?</dl>'),
    "days-are-numbers": lambda _day, moment: moment.date().isoformat(),
    "amounts-lack-their-cents": lambda dollars, cents: dollars(cents).partition(".")[0],
}
