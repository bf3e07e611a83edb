"""Downloads of each learning platform, sorted into students."""
