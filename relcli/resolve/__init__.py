"""From mentions to events: when do two reports describe the same event? Pure functions, no files, no database."""
