"""What the service-scope matrix says: pure functions of project, scenario and figures."""
