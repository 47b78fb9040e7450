"""The Desk's assets: built by build.mjs, since the framework wheel has the sources but not the build."""


def ensure(steps, sandbox, again=False):
	pass
