"""Architectures that the project trains, as torch modules. Needs the extra "train"; nothing at run time imports it."""
