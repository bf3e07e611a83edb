"""A batch that cannot be right is refused by both paths, before a step is taken."""

import numpy as np
import pytest

from reference.cnn.architecture import INPUT_SHAPE, SHEET, initial
from reference.cnn.errors import WrongData
from reference.cnn.learner import learner
from reference.cnn.network import weights

X, LABELS = np.zeros((3, *INPUT_SHAPE), np.float32), np.array([0, 1, 2])


@pytest.mark.parametrize("path", ["fast", "readable"])
@pytest.mark.parametrize(
    ("images", "labels", "says"),
    [
        (X[:, :27], LABELS, r"images have shape \(3, 27, 28, 1\); give \(N, 28, 28, 1\)"),
        (X[:0], LABELS[:0], "N at least 1"),
        (X, LABELS[:2], r"labels have shape \(2,\) for 3 images"),
        (X, np.array([0, 1, 10]), "label 2 is 10; labels go from 0 to 9"),
        (X, np.array([0, -1, 1]), "label 1 is -1"),
        (X, LABELS / 2, "labels are float64"),
    ],
)
def test_a_wrong_batch_is_a_sentence_and_changes_nothing(path, images, labels, says):
    """A label of -1 would otherwise be the last class to one path, and none to the other."""
    with learner(initial(SHEET, 0), path=path) as one:
        with pytest.raises(WrongData, match=says):
            one.step(images, labels, rate=0.1, momentum=0.9, decay=0.0)

        for before, after in zip(weights(initial(SHEET, 0)), weights(one.network), strict=True):
            np.testing.assert_array_equal(before, after)


@pytest.mark.parametrize("path", ["fast", "readable"])
def test_scores_of_images_of_another_size_are_refused(path):
    """Instead of an error from deep within a product."""
    with (
        learner(initial(SHEET, 0), path=path) as one,
        pytest.raises(WrongData, match="images have shape"),
    ):
        one.scores(X[..., 0])
