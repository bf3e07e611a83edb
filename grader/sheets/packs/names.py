"""What the files in a pack are called, known without anything that reads one."""

__all__ = ["MANIFEST", "MISTAKES", "MODEL", "WITHIN_A_WHEEL"]

MANIFEST, MODEL, MISTAKES = "pack.json", "model.bin", "mistakes.bin"
WITHIN_A_WHEEL = "pack.zip"  # in the package that a wheel installs
