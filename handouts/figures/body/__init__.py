"""Anatomy and a build -> a body of swept sections, its skeleton, its skin and the places on it."""
