"""Starting, feeding and ending students' processes."""
