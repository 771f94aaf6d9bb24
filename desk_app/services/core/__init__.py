"""What every feature stands on: errors, clock, ids, settings, paths, text. No database, no feature here."""
