"""How the project's networks are trained: a module of knobs with a visible loop each. Needs the extra "train"."""
