"""Tests of the exchange through the share."""
