"""Rules as data: dated, cited editions. The little code here only reads the files and hands mappings to `domain`."""
