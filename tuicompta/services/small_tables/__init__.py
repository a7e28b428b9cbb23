"""Small tables with a code: payment methods and terms, label models, those of «Divers»."""
