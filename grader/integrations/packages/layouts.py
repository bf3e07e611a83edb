"""How a package is laid out: which file lies where in what is uploaded to each platform."""

import hashlib
import html
import io
import json
import re
import tarfile
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


def autolab(made: Contents) -> Files:
    """A makefile, and the archive that Autolab unpacks beside what was handed in."""
    return {
        "autograde-Makefile": template("autolab.mk.j2", python=made.wish.python),
        "autograde.tar": _tar(_below("grader", made)),
    }


def submitty(made: Contents) -> Files:
    """A configuration with one test, and its validator."""
    code = "config/custom_validation_code"
    points = sum(question.points for question in made.sheet.questions)
    told = {
        "autograding_method": "docker",
        "container_options": {"container_image": f"python:{made.wish.python}-slim"},
        "grading_parameters": {"AUTO_POINTS": points},
        "testcases": [
            {
                "title": made.sheet.title,
                "command": "true",
                "points": points,
                "validation": [
                    {
                        "method": "custom_validator",
                        "command": "sh grader/run.sh",
                        "actual_file": "submission.py",
                    }
                ],
            }
        ],
    }
    files = _below(f"{code}/grader", made)
    files[f"{code}/grader/run.sh"] = _run(made, ".")
    return files | {"config/config.json": (json.dumps(told, indent=2) + "\n").encode("utf-8")}


def vpl(made: Contents) -> Files:
    """A script for the activity, and a folder for the machine that executes it."""
    files = _below("grader", made) | {"grader/run.sh": _run(made, ".")}
    return files | {"vpl_evaluate.sh": template("vpl_evaluate.sh.j2")}


def coursera(made: Contents) -> Files:
    """What an image is built of."""
    files = _below("grader", made) | {"grader/run.sh": _run(made, "/shared")}
    return files | {"Dockerfile": template("coursera.Dockerfile.j2", python=made.wish.python)}


def codegrade(made: Contents) -> Files:
    """A folder of fixtures, and the commands in it."""
    return _below("grader", made) | {"grader/run.sh": _run(made, ".")}


def _run(made: Contents, top: str) -> bytes:
    return template("small.sh.j2", python=made.wish.python, top=top)


def _below(folder: str, made: Contents) -> Files:
    return {f"{folder}/{name}": content for name, content in made.files.items()}


def _tar(files: Files) -> bytes:
    """The files as an archive that is the same each time."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as made:
        for name, data in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            made.addfile(entry, io.BytesIO(data))
    return content.getvalue()


def _hidden(made: Contents) -> Files:
    return {f".grader/{name}": content for name, content in made.files.items()}


LAYOUTS: dict[str, Callable[[Contents], Files]] = {
    "gradescope": gradescope,
    "prairielearn": prairielearn,
    "github": github,
    "gitlab": gitlab,
    "classroom50": classroom50,
    "autolab": autolab,
    "submitty": submitty,
    "vpl": vpl,
    "coursera": coursera,
    "codegrade": codegrade,
}
