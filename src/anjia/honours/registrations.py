"""What honours tell the slices below when the project starts."""

from anjia.documents import access
from anjia.honours.permissions import CERTIFICATES_KIND, FILE_KIND, can_read_certificates, can_read_file

access.register(FILE_KIND, can_read_file)
access.register(CERTIFICATES_KIND, can_read_certificates)
