"""How dates are written, language by language, where Django writes them otherwise."""
