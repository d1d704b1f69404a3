"""Views of forums, one module for each thing that is done."""
