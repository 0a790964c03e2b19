import configparser
import plistlib
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

import afterword

ROOT = Path(__file__).parents[1]

TOP_LEVEL = {
    ".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "README.md", "config.example.yaml", "constraints.txt", "daemon",
    "dev", "docs", "launchd", "pyproject.toml", "rules", "systemd", "tests",
}  # fmt: skip

HOST = re.compile(r"://|^-|--(?:extra-)?index|find-links", re.MULTILINE)
MACHINE = re.compile(r"/work/|/tmp/aw/|/root/|\.pyenv|/opt/(?!homebrew|afterword)[a-z]|//(?:pypi|files\.python)")


def _committed() -> list[Path]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this tree is no git checkout")
    return [Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _unit(name: str) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ROOT / "systemd" / name, encoding="utf-8")
    return parser["Service"]


def test_the_top_level_holds_what_was_agreed_and_nothing_else() -> None:
    assert {path.parts[0] for path in _committed()} == TOP_LEVEL


def test_the_version_is_the_same_wherever_it_stands() -> None:
    assert _project()["project"]["version"] == afterword.__version__


def test_a_wheel_carries_every_rule_and_no_test(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())

    rules = {path.relative_to(ROOT) for path in (ROOT / "rules").rglob("*") if path.is_file()}
    assert rules
    assert {f"afterword/{rule.as_posix()}" for rule in rules} <= names
    assert "afterword/py.typed" in names
    assert {name.split("/")[0] for name in names} == {"afterword", f"afterword-{afterword.__version__}.dist-info"}


def test_every_pin_has_its_hashes_and_names_no_host() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert not HOST.search(text)
    pins = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_every_dependency_is_pinned() -> None:
    pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE))
    project = _project()
    asked = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
        *project["build-system"]["requires"],
    ]
    names = {re.split(r"[^\w-]", line)[0].lower().replace("_", "-") for line in asked}
    assert names - pinned == set()


def test_no_committed_file_names_a_machine() -> None:
    found = []
    for path in _committed():
        if path == Path(__file__).relative_to(ROOT):
            continue
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if MACHINE.search(line):
                found.append(f"{path}:{number}: {line.strip()}")
    assert found == []


@pytest.mark.parametrize("name", ["dev", ".ci/run"])
def test_the_scripts_may_be_run(name: str) -> None:
    assert (ROOT / name).stat().st_mode & 0o111


@pytest.mark.parametrize("name", ["afterword.service", "afterword@.service"])
def test_a_unit_waits_for_readiness_and_does_not_repeat_a_mistake_of_the_configuration(name: str) -> None:
    unit = _unit(name)
    assert unit["Type"] == "notify"
    assert unit["NotifyAccess"] == "main"
    assert unit["Restart"] == "on-failure"
    assert unit["RestartPreventExitStatus"] == "78"
    assert "afterword run" in unit["ExecStart"]
    assert unit["NoNewPrivileges"] == "yes"


def test_the_agent_of_launchd_starts_again_after_failures_only() -> None:
    agent = plistlib.loads((ROOT / "launchd" / "org.afterword.agent.plist").read_bytes())
    assert agent["KeepAlive"] == {"SuccessfulExit": False}
    assert agent["ProgramArguments"][-1].endswith('afterword" run')
