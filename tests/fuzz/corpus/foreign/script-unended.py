models = "a, b,,c"
model="""x