"""What comes into the record from files, and what goes out of it: CSV, XLSX, Parquet, data packages."""
