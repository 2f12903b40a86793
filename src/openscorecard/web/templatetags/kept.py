"""Parts of a page that are made once and kept ready, by what they were made from."""

from __future__ import annotations

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from openscorecard.queries.recent import Recent

register = template.Library()
_PARTS: Recent[SafeString] = Recent(1024)  # about 40 kB a part at most


class Kept(Node):
    """What is between the tags, made once for each value of `kept`; anew each time where there is none."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        """The part; raises RuntimeError where it holds a form that writes, whose token belongs to one person."""
        key = context.get("kept")
        return _PARTS.get((self.name, key), lambda: self._made(context)) if key else self.nodelist.render(context)

    def _made(self, context: Context) -> SafeString:
        made = self.nodelist.render(context)
        if "csrfmiddlewaretoken" in made:
            raise RuntimeError(f"the part {self.name} holds a form that writes; it cannot be kept for others")
        return made


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """`{% kept "name" %}…{% endkept %}`."""
    name = token.split_contents()[1].strip("'\"")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(name, nodelist)
