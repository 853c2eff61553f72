"""What people decide: edits, rejections, merges, events by hand, edited exports, recodes, and undoing them."""
