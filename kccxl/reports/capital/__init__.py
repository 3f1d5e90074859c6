"""Capital monitoring: projects with their forecast variance, split into what is real and what is rephased."""
