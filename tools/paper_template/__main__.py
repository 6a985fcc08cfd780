"""Write the template where it is shipped."""

from tools.paper_template import TARGET, build

TARGET.write_bytes(build())
