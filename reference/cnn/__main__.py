"""``python -m reference.cnn``."""

from reference.cnn.cli import main

if __name__ == "__main__":
    main(prog_name="python -m reference.cnn")
