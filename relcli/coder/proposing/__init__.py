"""The second look: triggers that the rules found no act for, and every actor that may be a side of one."""
