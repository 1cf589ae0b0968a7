"""What may break: processes, networks, disks, clocks."""
