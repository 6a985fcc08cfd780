"""The API, put together from the routers of the modules."""

from __future__ import annotations

from samvern.api.openapi import Api
from samvern.api.problems import answer_with_problems
from samvern.api.service import router as service
from samvern.apps.actions.api import router as actions
from samvern.apps.actors.api import router as actors
from samvern.apps.assessments.api import router as assessments
from samvern.apps.comparisons.api import router as comparisons
from samvern.apps.decisions.api import router as decisions
from samvern.apps.effects.api import router as effects
from samvern.apps.evidence.api import router as evidence
from samvern.apps.exchange.api import router as exchange
from samvern.apps.frameworks.api import router as frameworks
from samvern.apps.guidance.api import router as guidance
from samvern.apps.indicators.api import router as indicators
from samvern.apps.mappings.api import router as mappings
from samvern.apps.panels.api import router as panels
from samvern.apps.papers.api import router as papers
from samvern.apps.programmes.api import router as programmes
from samvern.apps.reporting.api import router as reporting
from samvern.apps.roadmaps.api import router as roadmaps
from samvern.base.endpoints import SIGNED_IN
from samvern.base.jobs.api import router as jobs
from samvern.base.tasks.api import router as tasks

DESCRIPTION = """\
Everything that the pages of Samvern show and do, for programs.

* Log in with a token that you make under "My account", in the header `Authorization: Bearer`.
  What is open to everybody needs none.
* Errors are problems as RFC 9457 describes them. `code` is stable; `title` and `detail` are for
  people, in the language of `Accept-Language` (nb, nn or en).
* Lists come in pages. Give `next_cursor` back as `cursor` for the next one.
* A change may carry an `Idempotency-Key`; sent again with it within a day, nothing more is changed.
"""

api = Api(
    title="Samvern",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    auth=SIGNED_IN,
    servers=[{"url": "/", "description": "This installation"}],
    openapi_extra={"info": {"license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}}},
)
answer_with_problems(api)
api.add_router("", service)
api.add_router("", jobs)
api.add_router("", tasks)
api.add_router("", actors)
api.add_router("", evidence)
api.add_router("", frameworks)
api.add_router("", actions)
api.add_router("", guidance)
api.add_router("", mappings)
api.add_router("", programmes)
api.add_router("", decisions)
api.add_router("", roadmaps)
api.add_router("", effects)
api.add_router("", indicators)
api.add_router("", comparisons)
api.add_router("", exchange)
api.add_router("", panels)
api.add_router("", reporting)
api.add_router("", assessments)
api.add_router("", papers)
