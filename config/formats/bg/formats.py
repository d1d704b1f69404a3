"""Days, moments and large numbers as Bulgarian writes them; without these Django falls back to month/day/year and a.m./p.m."""

DATE_FORMAT = "j.m.Y г."
DATETIME_FORMAT = "j.m.Y г., H:i"
SHORT_DATETIME_FORMAT = "d.m.Y, H:i"
NUMBER_GROUPING = 3
