"""The lexicon compiled for matching: phrases, frames of verbs, inflected forms."""
