"""What the YAML parser says about broken YAML -> a message and a hint for someone who met YAML last week."""

from __future__ import annotations

from typing import Final

QUOTE: Final = "put the text in double quotes"
ONE_DOCUMENT: Final = "one file holds one document"
_INDENTATION: Final = ("the indentation does not fit the lines above", "line up fields of one level")
_AFTER_QUOTE: Final = ("text after a closing quote or bracket", "put the whole text in one pair of quotes")
_TAB: Final = ("a tab where YAML wants spaces", "indent with spaces")
_BACKSLASH: Final = ("a backslash inside double quotes", "use single quotes, or write the backslash twice")
_UNKNOWN: Final = ("not valid YAML", "compare with an example in content/prescriptions")
_SYNTAX: Final = (  # what the parser says -> our message and hint
    ("mapping values are not allowed", "a second ': ' on one line", f"{QUOTE} if it contains ': '"),
    ("cannot start any token", "a character that YAML keeps for itself", QUOTE),
    ("expected ':'", "a line without 'name: value'", "write 'name: value', with a space after the colon"),
    ("unexpected end of stream", "a quote that is never closed", "close the quote"),
    ("expected key", *_INDENTATION),
    ("expected '-'", *_INDENTATION),
    ("entries are not allowed", "a '- ' in the middle of a line", "put each '- ' item on a line of its own"),
    ("expected ',' or", "a bracket that is never closed", "close the bracket, and put commas between its items"),
    ("expected comment or line break", "text after '>' or '|'", QUOTE),
    ("alphabetic or numeric", "a character that YAML keeps for itself", QUOTE),
    ("<document start>", "text after the end of the document", ONE_DOCUMENT),
    ("directive", "a line that starts with '%'", QUOTE),
    ("unknown escape character", *_BACKSLASH),
    ("hexdecimal number", *_BACKSLASH),
)


def explain(complaint: str, before: str, after: str) -> tuple[str, str]:
    """Message and hint for the parser's own words and the text before and after its place in the line."""
    message, hint = next(((words[0], words[1]) for fragment, *words in _SYNTAX if fragment in complaint), _UNKNOWN)
    if after.startswith("\t"):
        return _TAB
    if "mapping values" in complaint and ":" not in before:
        return _INDENTATION
    if message == _INDENTATION[0] and before.strip(" -"):
        return _AFTER_QUOTE
    return message, hint
