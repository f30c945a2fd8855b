"""The steps of tools/generate_client.py."""
