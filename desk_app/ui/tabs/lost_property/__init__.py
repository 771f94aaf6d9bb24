"""Lost property at the desk: what was found, what is missed, and who gets it back."""
