"""Business and personal forms: questions and answers, check boxes, tables."""
