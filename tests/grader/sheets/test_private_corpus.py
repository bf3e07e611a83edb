"""A class's own examples: drawn once, secret, and the same ever after."""

import shutil
import stat

import pytest

from grader.errors import CorpusOutdated, CorpusUnreadable, GraderError
from grader.sandbox.wire.codec import encode
from grader.sheets.choosing.found import FOUND, FoundCall, write_found
from grader.sheets.corpus import FILE_NAME
from grader.sheets.private_corpus import named_examples, private_examples, public_examples
from grader.sheets.record import freeze
from grader.sheets.sheet import load_sheet
from tests.toys.copied import copied

pytestmark = pytest.mark.usefixtures("few_candidates")


@pytest.fixture(scope="module")
def first_class(toy, tmp_path_factory, few_candidates):
    """The folder of a class that has its examples, and these."""
    folder = tmp_path_factory.mktemp("class")
    return folder, private_examples(toy, folder, quiet)


@pytest.fixture
def drawn(first_class, tmp_path):
    """The same folder, for a test to do what it likes with, and the examples."""
    folder, examples = first_class
    shutil.copytree(folder, tmp_path / "copy")
    return tmp_path / "copy", examples


@pytest.fixture
def changing(tmp_path, toy, request):
    """A sheet that a test may change, under a name of its own: modules stay imported."""
    folder = copied(tmp_path / f"changing_{abs(hash(request.node.name))}", toy.folder)
    return load_sheet(str(folder))


def quiet(_):
    """Progress that nobody waits for."""


def mode(file):
    return stat.S_IMODE(file.stat().st_mode)


def test_they_are_drawn_once(toy, tmp_path):
    """And found again, the same bytes, without a word."""
    told = []
    first = private_examples(toy, tmp_path, told.append)
    assert told
    assert "drawn for this class" in first.remark
    again = private_examples(toy, tmp_path, pytest.fail)
    assert (again.content, again.remark) == (first.content, "")
    assert again.corpus.digest == first.corpus.digest
    assert again.kind == "private"


def test_no_two_classes_have_the_same(toy, first_class, tmp_path):
    """Nor the public ones, which students have."""
    digests = {
        first_class[1].corpus.digest,
        private_examples(toy, tmp_path, quiet).corpus.digest,
        public_examples(toy).corpus.digest,
    }
    assert len(digests) == 3


def test_their_owner_alone_can_read_them(first_class):
    """Seed, corpus, and the folder that they are in."""
    folder = first_class[0] / "private"
    assert mode(folder) == 0o700
    assert {file.name: mode(file) for file in folder.iterdir()} == {
        "seed": 0o600,
        "doubling.bin": 0o600,
    }


def test_the_same_seed_gives_the_same_examples(toy, drawn):
    """So a lost corpus is not a lost class."""
    folder, first = drawn
    (folder / "private" / "doubling.bin").unlink()
    assert private_examples(toy, folder, quiet).content == first.content


@pytest.mark.slow
def test_a_changed_sheet_has_them_drawn_again_from_the_same_seed(changing, tmp_path):
    """And that is said."""
    first = private_examples(changing, tmp_path, quiet)
    module = changing.folder / "averaging.py"
    module.write_text(module.read_text() + "\n# another version\n")
    again = private_examples(changing, tmp_path, quiet)
    assert "The sheet has changed" in again.remark
    assert again.corpus.digest != first.corpus.digest
    assert again.corpus.header.seed_digest == first.corpus.header.seed_digest


def test_damaged_ones_are_drawn_again(toy, drawn):
    """They are what they were, since the seed is."""
    folder, first = drawn
    file = folder / "private" / "doubling.bin"
    file.write_bytes(file.read_bytes()[:-5])
    again = private_examples(toy, folder, quiet)
    assert "damaged" in again.remark
    assert again.content == first.content


def test_a_seed_that_is_none_is_refused(toy, drawn):
    """Another one would silently give other marks."""
    folder, _ = drawn
    (folder / "private" / "seed").write_bytes(b"short")
    with pytest.raises(GraderError, match="has 5 bytes, not 32"):
        private_examples(toy, folder, quiet)


def test_a_folder_that_cannot_hold_them_is_said(toy, tmp_path):
    """With what else can be done."""
    (tmp_path / "private").write_text("a file where the folder should be")
    with pytest.raises(GraderError, match="--corpus"):
        private_examples(toy, tmp_path, quiet)


def test_a_file_can_be_named(toy, tmp_path):
    """It has to be a corpus, and of this very sheet."""
    file = tmp_path / "own.bin"
    digest = freeze(toy, file, b"own", quiet, count=20)
    found = named_examples(file, toy)
    assert (found.corpus.digest, found.kind) == (digest, "named")
    with pytest.raises(CorpusUnreadable, match="cannot be read"):
        named_examples(tmp_path / "none.bin", toy)
    with pytest.raises(CorpusUnreadable, match="is not a corpus"):
        named_examples(toy.folder / "model.py", toy)


def test_the_corpus_of_another_sheet_is_refused(changing, toy):
    """Its examples mean something else."""
    with pytest.raises(CorpusOutdated, match="another version of this sheet"):
        named_examples(toy.folder / FILE_NAME, changing)


def made(folder):
    """A folder for a class."""
    folder.mkdir()
    return folder


def refuse(_):
    """A proof that fails."""
    raise GraderError("no")


def test_new_ones_are_proved_before_they_are_kept(toy, tmp_path):
    """Where the model answers fail on them nobody is marked, and the next run draws them again."""
    with pytest.raises(GraderError, match="no"):
        private_examples(toy, tmp_path, quiet, refuse)
    assert [file.name for file in (tmp_path / "private").iterdir()] == ["seed"]
    proved = []
    made = private_examples(toy, tmp_path, quiet, proved.append)
    assert proved == [made]
    private_examples(toy, tmp_path, quiet, refuse)  # what is kept was proved


def test_a_call_that_the_sheet_has_learned_is_added_to_those_of_a_class(changing, tmp_path):
    """The others stay as they are; a corpus that is drawn afterwards has it, too."""
    first = private_examples(changing, made(tmp_path / "one"), quiet)
    packed = encode({"values": [7.0, 7.5, 7.25]})
    write_found(
        changing.folder / FOUND,
        changing,
        [FoundCall("b/test_averages", "average([7.0, 7.5, 7.25])", "is 7", *packed)],
    )
    proved = []
    again = private_examples(changing, tmp_path / "one", quiet, proved.append)
    assert "1 call that a probe had found came to the private corpus" in again.remark
    assert proved == [again]
    of_law = again.corpus.packed["b/test_averages"]
    assert set(of_law) == {*first.corpus.packed["b/test_averages"], packed}
    assert private_examples(changing, tmp_path / "one", quiet, refuse).content == again.content
    other = private_examples(changing, made(tmp_path / "other"), quiet)
    assert packed in other.corpus.packed["b/test_averages"]


def test_a_list_of_calls_that_is_none_is_refused(changing, tmp_path):
    """Marks would be made without what the sheet has learned."""
    (changing.folder / FOUND).write_text("[]")
    with pytest.raises(GraderError, match="does not hold calls that a probe has found"):
        private_examples(changing, tmp_path, quiet)
