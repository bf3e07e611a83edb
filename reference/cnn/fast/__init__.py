"""
The fast path: the same network on the CPU, in another layout.

BLAS multiplies matrices at nearly the speed of the hardware; what costs a NumPy network its speed
is everything around the products. im2col copies every pixel 25 times, pooling by ``argmax`` looks
at one window after the other, and short inner loops spend their time on getting started. All of it
goes away with the image index *innermost*, each array being

    [row, column, channel, image]

              column 0           column 1           column 2
           ┌──────────────────┬──────────────────┬──────────────────┬──
    row 0  │ c0: n n n n n n n│ c0: n n n n n n n│ c0: n n n n n n n│
           │ c1: n n n n n n n│ c1: n n n n n n n│ c1: n n n n n n n│     n: the images of a chunk,
           ├──────────────────┼──────────────────┼──────────────────┼──      side by side in memory
    row 1  │ c0: n n n n n n n│ ...

- neighbouring columns are neighbours in memory, so what a window sees of a row, K·C by n, is a
  view; the windows of a row are overlapping views, and one ``np.matmul`` takes them all
  (``products``);
- rows are outermost, so the kernel's rows are dealt with by Toom and Cook's algorithm, whose
  transforms are products of a tiny matrix with very long rows, and which saves 60 % of the
  multiplications (``toom_cook``, ``middle``);
- the first layer has one channel, and computes the four pixels of a pooling window at once
  (``first``);
- few images at a time are another matter, and have stages of their own (``few_first``,
  ``few_middle``);
- a single image changes the convolutions at once and the fully connected layers, which hold nearly
  all of the weights, after some steps, by one product (``single``, ``delayed``);
- pooling compares halves of arrays with each other, thousands of numbers a call (``pooling``);
- the fully connected layers find their input lying as they want it (``dense``);
- a chunk of images goes all the way forth and back before the next (``chunk``), and each of two
  Python threads takes its share of the images (``crew``, ``engine``).
"""

from reference.cnn.fast.engine import FastNetwork

__all__ = ["FastNetwork"]
