"""What people decide: edits, rejections, merges, recodes, and undoing them."""
