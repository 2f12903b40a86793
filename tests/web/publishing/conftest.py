"""As for the public site."""

from tests.web.public.conftest import grants, open_to_all  # noqa: F401 -- fixtures
from tests.web.scores.conftest import bring, home, read  # noqa: F401 -- fixtures
