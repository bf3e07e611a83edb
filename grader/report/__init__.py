"""Reporters: functions from results to text.  They open no file and ask the engine nothing."""
