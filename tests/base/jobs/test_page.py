"""Jobs as a page, a file, an endpoint and a command: the same to each viewer."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samvern.base.models import Job, JobWorker
from samvern.cli.main import main
from tests.base.jobs.clock import NOW
from tests.base.jobs.counting import ask, effects
from tests.worlds import CAST, World

Sit = Callable[[str], Client]
#: Session, user, roles, states, workers, count, jobs.
CEILING = 8
OTHERS = [member for member in CAST if member not in ("authority", "supervisor", "anonymous")]


def page(client: Client, query: str = "") -> str:
    client.cookies["samvern_language"] = "en"
    answer = client.get(f"/operations/jobs/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("member", OTHERS)
def test_those_without_the_permission_are_refused(browser_of: Sit, member: str) -> None:
    job = ask()
    client = browser_of(member)
    assert client.get("/operations/jobs/").status_code == 403
    assert client.get("/operations/jobs/?file=jobs.csv").status_code == 403
    assert client.get("/api/v1/jobs").status_code == 403
    for path in (f"/operations/jobs/{job.pk}/cancel/", f"/operations/jobs/{job.pk}/retry/"):
        assert client.post(path).status_code == 404
    assert client.get(f"/api/v1/jobs/{job.pk}").status_code == 404
    assert "/operations/jobs/" not in client.get("/").content.decode()


def test_strangers_must_log_in_first(client: Client) -> None:
    job = ask()
    assert client.get("/operations/jobs/").status_code == 302
    assert client.post(f"/operations/jobs/{job.pk}/cancel/").status_code == 302
    assert client.get("/api/v1/jobs").status_code == 401
    job.refresh_from_db()
    assert job.state == "waiting"


def test_the_supervisor_sees_without_buttons(browser_of: Sit) -> None:
    job = ask()
    client = browser_of("supervisor")
    shown = page(client)
    assert "Count to 10" in shown
    assert "/cancel/" not in shown
    assert client.post(f"/operations/jobs/{job.pk}/cancel/").status_code == 403


def test_the_page_says_whether_anything_waits_and_for_whom(browser_of: Sit) -> None:
    client = browser_of("authority")
    assert "Nothing is waiting, running or failed. 0 workers are there." in page(client)
    assert "Nobody is at work" not in page(client)
    ask()
    assert "1 job is waiting. 0 workers are there." in page(client)
    assert "Nobody is at work" in page(client)
    silent = timezone.now() - timedelta(minutes=2)
    JobWorker.objects.create(name="silent", started_at=silent, seen_at=silent)
    assert "Nobody is at work" in page(client)
    JobWorker.objects.create(name="there", started_at=silent, seen_at=timezone.now())
    assert "1 worker is there" in page(client)
    assert "Nobody is at work" not in page(client)


def test_a_job_is_cancelled_and_tried_again_from_the_page(browser_of: Sit) -> None:
    job = ask()
    client = browser_of("authority")
    cancel = f"/operations/jobs/{job.pk}/cancel/"
    assert cancel in page(client)
    assert client.get(cancel).status_code == 405
    assert "is called off" in client.post(cancel, follow=True).content.decode()
    assert cancel not in page(client)
    retry = f"/operations/jobs/{job.pk}/retry/"
    assert retry in page(client)
    assert client.post(retry).status_code == 302
    job.refresh_from_db()
    assert job.state == "waiting"


def test_what_stopped_a_job_is_said_in_words_and_texts_stay_texts(browser_of: Sit) -> None:
    ask()
    Job.objects.update(
        state="failed",
        label="<script>alert(1)</script>",
        failure={"code": "job.stumbled", "params": {"error": "ValueError"}},
    )
    shown = page(browser_of("authority"))
    assert "Something unexpected stopped it (ValueError)." in shown
    assert "<script>alert" not in shown


def test_the_filter_keeps_one_state(browser_of: Sit) -> None:
    ask()
    client = browser_of("authority")
    assert "Count to 10" in page(client, "?state=waiting")
    assert "No job is in that state." in page(client, "?state=failed")
    assert "Count to 10" in page(client, "?state=nonsense&page=99")


def test_the_number_of_queries_does_not_grow_with_the_jobs(browser_of: Sit) -> None:
    client = browser_of("authority")
    page(client)
    counted = []
    for keys in (range(2), range(2, 20)):
        for key in keys:
            ask(key=str(key))
        with CaptureQueriesContext(connection) as captured:
            page(client)
        counted.append(len(captured))
    assert counted[0] == counted[1] <= CEILING


def test_the_file_holds_every_job_and_never_what_its_steps_are_given(browser_of: Sit) -> None:
    for key in range(60):
        ask(key=f"secret-{key}")
    client = browser_of("authority")
    client.cookies["samvern_language"] = "en"
    answer = client.get("/operations/jobs/?file=jobs.csv")
    text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
    rows = [row for row in csv.reader(io.StringIO(text)) if "Count to 10" in row]
    assert len(rows) == 60
    assert "secret-" not in text
    assert client.get("/operations/jobs/?file=jobs.xlsx").status_code == 200


# The API


def test_the_api_tells_how_far_a_job_has_come(browser_of: Sit) -> None:
    first, second = ask(key="one"), ask(key="two")
    Job.objects.filter(pk=first.pk).update(state="done", done=10, finished_at=NOW)
    client = browser_of("supervisor")
    told = client.get("/api/v1/jobs?limit=1").json()
    assert [item["id"] for item in told["items"]] == [first.pk]
    rest = client.get(f"/api/v1/jobs?limit=1&cursor={told['next_cursor']}").json()
    assert [item["id"] for item in rest["items"]] == [second.pk]
    waiting = client.get("/api/v1/jobs?state=waiting").json()["items"]
    assert [item["id"] for item in waiting] == [second.pk]
    one = client.get(f"/api/v1/jobs/{first.pk}").json()
    assert (one["state"], one["done"], one["total"], one["trouble"]) == ("done", 10, 10, None)
    assert "content" not in one
    assert client.get("/api/v1/jobs/999999").status_code == 404


# The command line


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", *arguments])
    return int(ended.value.code or 0)


def test_the_command_line_lists_and_steers(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    job = ask()
    assert run("job", "list", "--json") == 0
    (told,) = json.loads(capsys.readouterr().out)["jobs"]
    assert (told["id"], told["state"], told["total"]) == (job.pk, "waiting", 10)
    assert run("job", "cancel", str(job.pk)) == 0
    assert capsys.readouterr().out == "Is called off: Count to 10\n"
    assert run("job", "cancel", str(job.pk)) == 2
    assert "is over" in capsys.readouterr().err
    assert run("job", "retry", str(job.pk), "--json") == 0
    assert json.loads(capsys.readouterr().out)["state"] == "waiting"
    assert run("job", "list", "--state", "failed") == 0
    assert capsys.readouterr().out == ""
    supervisor = world.user("supervisor")
    assert supervisor
    assert run("job", "cancel", str(job.pk), "--as", supervisor.email) == 3


def test_the_worker_of_the_command_line_works_until_nothing_is_ready(world: World) -> None:
    ask(total=3)
    assert run("worker", "--once") == 0
    assert effects() == [0, 1, 2]
    assert Job.objects.get().state == "done"
