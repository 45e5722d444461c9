"""Reports for windows of time: which windows are due, what a report says, and how it is written."""
