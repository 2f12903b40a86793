"""Parts of a page that are made once and kept ready, by what they were made from."""

from __future__ import annotations

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from openscorecard.queries.recent import Recent

register = template.Library()
_PARTS: Recent[SafeString] = Recent(1024)  # about 40 kB a part at most
_TOKEN = "\ue000token\ue000"  # noqa: S105  # stands where each request's own token goes


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


class KeptForReader(Kept):
    """The same for one person: their name may stand in it, and forms, each time with the token of the request."""

    def render(self, context: Context) -> SafeString:
        """The part, with the token of this request in its forms."""
        if not (key := context.get("kept")):
            return self.nodelist.render(context)
        made = _PARTS.get((self.name, _who(context), key), lambda: self._made(context))
        return SafeString(made.replace(_TOKEN, str(context.get("csrf_token", ""))))

    def _made(self, context: Context) -> SafeString:
        with context.push(csrf_token=_TOKEN):
            return self.nodelist.render(context)


def _who(context: Context) -> tuple[object, str]:
    user = context["user"]
    return user.pk, str(user)


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """`{% kept "name" %}…{% endkept %}`, or `{% kept "name" for reader %}` where it holds what is one person's."""
    _, name, *whose = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return (KeptForReader if whose else Kept)(name.strip("'\""), nodelist)
