"""The image and the compose file name every setting without which nothing starts; no engine is needed to see that."""
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_SET = re.compile(r"\b([A-Z][A-Z_]+)=(\S+)")
_NAMED = re.compile(r"^    ([A-Z][A-Z_]+): ", re.MULTILINE)


def image() -> dict[str, str]:
    """Return what the Dockerfile sets where it collects static files."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    step = next(part for part in text.split("&&") if "collectstatic" in part)
    return dict(_SET.findall(step))


def composed() -> dict[str, str]:
    """Return a value for each setting that docker-compose.yml passes on."""
    names = _NAMED.findall((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    servers = {"DATABASE_URL": "postgres://none/none", "REDIS_URL": "redis://none", "PROXY_COUNT": "1"}
    return {name: servers.get(name, "x") for name in names}


@pytest.mark.parametrize("given", [image, composed], ids=["Dockerfile", "docker-compose.yml"])
def test_settings_load_with_what_is_given(given, tmp_path):
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)} | given()
    loaded = subprocess.run([sys.executable, "-c", "import invoice_portal.settings"], cwd=ROOT, env=environment,
                            capture_output=True, text=True)  # fmt: skip
    assert loaded.returncode == 0, loaded.stderr
