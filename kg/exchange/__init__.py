"""Write and read other formats, one file a format."""
