"""The year as pure dates: working days, the timetable's rounds, what is owed when, and who hears of it."""
