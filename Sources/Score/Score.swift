// Score
