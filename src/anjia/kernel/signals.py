"""What the kernel tells the slices above."""

from django.dispatch import Signal

# job: the Job that is over (done, failed or cancelled), as it stands in the database now.
job_over = Signal()
