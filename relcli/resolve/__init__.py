"""From mentions to events: when do two reports tell the same event? Pure functions, no files, no database."""
