"""What keeps a student's process apart from everything else."""
