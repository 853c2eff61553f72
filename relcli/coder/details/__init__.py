"""What an act has besides its parties: date, place, sectors, attribution, headline."""
