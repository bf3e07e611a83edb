"""Pages that need nothing but themselves: one file each, for any browser, now or in ten years."""
