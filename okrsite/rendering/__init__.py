"""From views to HTML: themes, the template environment, and the drawing of graphs."""
