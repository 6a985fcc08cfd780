"""A storage of its own for each test: on disk, or a real S3 server on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import storages
from django.test import override_settings


def _use(storage: dict[str, object]) -> override_settings:
    return override_settings(STORAGES={**django_settings.STORAGES, "files": storage})


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """The folder in which files lie on disk."""
    folder = tmp_path / "files"
    options = {"location": str(folder)}
    with _use({"BACKEND": "samvern.base.files.storage.LocalStorage", "OPTIONS": options}):
        yield folder


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket on a real S3 server, set up by the settings that an installation has."""
    import boto3
    from moto.server import ThreadedMotoServer

    from samvern.config import environment

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        values = {"BUCKET": "files", "ENDPOINT": f"http://{host}:{port}", "REGION": "eu-north-1"}
        keys = {"ACCESS_KEY": "somebody", "SECRET_KEY": "something"}
        for name, value in {**values, **keys}.items():
            monkeypatch.setenv(f"SAMVERN_S3_{name}", value)
        client = boto3.client(
            "s3",
            endpoint_url=values["ENDPOINT"],
            region_name=values["REGION"],
            aws_access_key_id=keys["ACCESS_KEY"],
            aws_secret_access_key=keys["SECRET_KEY"],
        )
        where = {"LocationConstraint": values["REGION"]}
        client.create_bucket(Bucket="files", CreateBucketConfiguration=where)
        client.close()
        with _use(environment.file_storage("SAMVERN_S3", Path("unused"))):
            yield "files"
            storages["files"].connection.meta.client.close()
    finally:
        server.stop()
