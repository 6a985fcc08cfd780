"""What `make` calls: set-up, messages, browser and benchmarks. Not part of the package."""
