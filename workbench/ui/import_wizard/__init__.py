"""Published files into a project: what each is, which areas, what is used, and then it is made."""
