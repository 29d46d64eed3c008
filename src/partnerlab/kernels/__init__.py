"""Jupyter kernels forked from one warm process: a kernel provisioner that any program of Jupyter's can use.

A kernel of its own needs seconds to start, nearly all of them for imports that every kernel repeats. Here one process
imports once, and each kernel is a fork of it. The rooms: `protocol` is what is said between the two; `forking` the warm
process; `child` what a fork does to become a kernel; `process` a kernel as the program sees it that asked for it;
`warm_process` a program's one warm process; `provisioner` and `client` Jupyter's side. Nothing here knows what the
kernels are for.
"""
