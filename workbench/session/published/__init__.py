"""Study areas built from files as they are published, with a report that reconciles every row."""
