"""Exit passes at the front desk: the list, one pass, and the form for a new one."""
