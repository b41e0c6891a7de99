"""Letters (通知书) to the applicant: accepted, to be corrected, settled, rejected. Signed PDFs with a code."""
