"""How a package is laid out: which file lies where in what is uploaded to each platform."""

import hashlib
import html
import json
import re
import uuid
from collections.abc import Callable

from grader.integrations.packages.build import Contents, Files, template, zipped

__all__ = ["packed"]

SHARED = ("code/", "wheels/", "guard.py")  # the same for every sheet


def packed(made: Contents) -> bytes:
    """The file that a teacher uploads."""
    files = LAYOUTS[made.wish.platform](made)
    return zipped(files, lambda name: files[name].startswith(b"#!"))


def gradescope(made: Contents) -> Files:
    """Two programs at the root, and beside them what they take."""
    programs = ("setup.sh", "run_autograder")
    return made.files | {name: template(f"{name}.j2", python=made.wish.python) for name in programs}


def prairielearn(made: Contents) -> Files:
    """A question, and what all questions of this grader share in the course's own folder."""
    name = re.sub(r"[^A-Za-z0-9_]", "_", made.sheet.name)
    question, shared = f"questions/grader_{name}", "serverFilesCourse/grader"
    files = {
        f"{shared if each.startswith(SHARED) else f'{question}/tests'}/{each}": content
        for each, content in made.files.items()
    }
    starter = made.sheet.folder / "starter.py"
    if starter.is_file():
        files[f"{question}/clientFilesQuestion/starter.py"] = starter.read_bytes()
    files[f"{shared}/run.sh"] = template("run.sh.j2", python=made.wish.python)
    files[f"{question}/info.json"] = _info(made, shared).encode("utf-8")
    files[f"{question}/question.html"] = template(
        "question.html.j2",
        title=_shown(made.sheet.title),
        questions=[
            (_shown(each.id), _shown(each.title), f"{each.points:g}")
            for each in made.sheet.questions
        ],
        has_starter=starter.is_file(),
    )
    return files


def _info(made: Contents, shared: str) -> str:
    digest = hashlib.sha256(made.files["package.json"] + made.sheet.name.encode()).hexdigest()
    told = {
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_OID, digest)),
        "type": "v3",
        "title": made.sheet.title,
        "topic": made.sheet.title,
        "tags": ["grader"],
        "singleVariant": True,
        "partialCredit": True,
        "gradingMethod": "External",
        "externalGradingOptions": {
            "image": f"python:{made.wish.python}-slim",
            "entrypoint": f"/grade/{shared}/run.sh",
            "serverFilesCourse": ["grader/"],
            "timeout": 600,
            "enableNetworking": False,
        },
    }
    return json.dumps(told, indent=2) + "\n"


def _shown(text: str) -> str:
    """A sheet's text where it is neither HTML, Mustache nor a formula."""
    safe = html.escape(text)
    for mark in "{}$":
        safe = safe.replace(mark, f"&#{ord(mark)};")
    return safe


def github(made: Contents) -> Files:
    """A workflow, and a folder with what it takes."""
    return _hidden(made) | {
        ".github/workflows/grader.yml": template("github.yml.j2", python=made.wish.python)
    }


def gitlab(made: Contents) -> Files:
    """A pipeline, and a folder with what it takes."""
    return _hidden(made) | {".gitlab-ci.yml": template("gitlab.yml.j2", python=made.wish.python)}


def classroom50(made: Contents) -> Files:
    """An autograder of one assignment, and beside it what it takes."""
    files = {f"grader/{name}": content for name, content in made.files.items()}
    return files | {"autograder.py": template("autograder.py.j2")}


def _hidden(made: Contents) -> Files:
    return {f".grader/{name}": content for name, content in made.files.items()}


LAYOUTS: dict[str, Callable[[Contents], Files]] = {
    "gradescope": gradescope,
    "prairielearn": prairielearn,
    "github": github,
    "gitlab": gitlab,
    "classroom50": classroom50,
}
