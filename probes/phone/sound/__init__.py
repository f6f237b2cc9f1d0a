"""The analysis of sound: frames, stretches, fingerprints; pure functions over samples."""
