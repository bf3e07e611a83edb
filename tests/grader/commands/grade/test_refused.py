"""What is not graded: each refusal is a sentence, and leaves behind what it found."""

import pytest
from filelock import FileLock

from grader.errors import GraderError
from grader.examine.workers.finding import strongest
from grader.gradebook.class_run import LOCK

pytestmark = pytest.mark.usefixtures("warm_module", "few_candidates")


def test_the_corpus_of_another_sheet_is_refused(grader, folder, tmp_path):
    """Nothing is marked on it."""
    from grader.sheets.sheet import load_sheet

    other = load_sheet("sheet3")
    result = grader("grade", folder, "--corpus", other.folder / "corpus.bin")
    assert result.exit_code == 2
    assert "another version of this sheet" in result.output
    assert not (tmp_path / "grades" / "marks.csv").exists()


def test_nothing_to_grade_is_a_sentence(grader, tmp_path):
    """And no gradebook is begun."""
    (tmp_path / "empty").mkdir()
    result = grader("grade", tmp_path / "empty")
    assert result.exit_code == 2
    assert not (tmp_path / "grades").exists()


def test_a_folder_that_cannot_be_made_is_a_sentence(grader, folder, tmp_path):
    """Before anything is examined."""
    (tmp_path / "file").write_text("")
    result = grader("grade", folder, "--out", tmp_path / "file" / "grades")
    assert result.exit_code == 2
    assert "--out" in result.output


def test_a_foreign_gradebook_is_refused(grader, folder, tmp_path):
    """And left as it is."""
    (tmp_path / "grades").mkdir()
    file = tmp_path / "grades" / "gradebook.db"
    file.write_text("somebody's notes")
    result = grader("grade", folder, "--public")
    assert result.exit_code == 2
    assert "no gradebook" in result.output
    assert file.read_text() == "somebody's notes"


def test_weak_isolation_has_to_be_said():
    """Where there is no better one, submissions could read what they like."""

    class Weak:
        def submit(self, *_):
            return self

        def result(self):
            return "limits"

    with pytest.raises(GraderError, match="say --isolation limits"):
        strongest(Weak())


@pytest.mark.slow
def test_a_folder_in_which_somebody_is_at_work_is_left_alone(grader, folder, tmp_path):
    """Two that grade into one folder would each find the other's work half done."""
    (tmp_path / "grades").mkdir()
    with FileLock(tmp_path / "grades" / LOCK):
        result = grader("grade", folder)
    assert result.exit_code == 2
    assert "another 'grader grade' is at work in grades" in result.output
    assert sorted(path.name for path in (tmp_path / "grades").iterdir()) in ([], [LOCK])
    assert grader("grade", folder).exit_code == 0
